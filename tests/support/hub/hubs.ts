import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openForReading } from '../../../electron/engine/db/open'
import { reconcileDerived, writeDerived } from '../../../electron/hub/derived'
import { atDesk } from '../../../electron/hub/desk/at-desk'
import { mirrored } from '../../../electron/hub/desk/tables'
import { type Hub, type HubParts, resumeHub } from '../../../electron/hub/hub'
import { writeHubKeys } from '../../../electron/hub/keys'
import { beginHub } from '../../../electron/hub/office/begin'
import { admitToHub, hubJoinFile, hubNewcomers } from '../../../electron/hub/office/newcomers'
import { migrate } from '../../../electron/hub/store/migrate'
import type { Store } from '../../../electron/hub/store/store'
import { type Computer, fixedClock, kdfCost, keptLog, seededRandom } from '../desks/engine'
import { dataKeyOf, siteKeyOf } from '../desks/own-keys'
import { testSeal } from './sealed'

/** What a hub under test is given besides its database. */
export function hubParts(store: Store, seed = 77): HubParts {
  return {
    store,
    folder: mkdtempSync(join(tmpdir(), 'hub-')),
    around: { appVersion: '0.0.0', clock: fixedClock(), random: seededRandom(seed), log: keptLog(), kdfCost },
    writeDerived: async () => undefined,
  }
}

/** A new hub of a city or a province. */
export async function newHub(
  store: Store,
  role: 'city' | 'province' = 'city',
  unit = '示范市',
  seed = 77,
): Promise<Hub> {
  const { hub } = await beginHub(hubParts(store, seed), { role, unit }, async () => undefined)
  return hub
}

/** The same, whose facts and search are written as `hub ingest` writes them. */
export async function countingHub(
  store: Store,
  role: 'city' | 'province' = 'city',
  unit = '示范市',
  seed = 77,
): Promise<Hub> {
  await migrate(store)
  await reconcileDerived(store, testSeal)
  const parts: HubParts = {
    ...hubParts(store, seed),
    writeDerived,
  }
  return (await beginHub(parts, { role, unit }, async () => undefined)).hub
}

/** A hub with the very keys of a city's profile, and all that it has said so far: what is for the one the other can open. */
export async function hubLike(city: Computer, store: Store): Promise<Hub> {
  const site = await siteKeyOf(city)
  const parts = hubParts(store)
  const keys = { site, former: [], dataKey: Buffer.alloc(32, 7).toString('base64') }
  await migrate(store)
  writeHubKeys(parts.folder, keys)
  await store.query(`INSERT INTO districts (site, unit, name, region) VALUES ($1, $2, $3, $4)`, [
    site.id,
    site.unit,
    site.unitName,
    [site.unit],
  ])
  await store.query(`INSERT INTO hub_meta (key, value) VALUES ('generation', '0')`)
  const hub = await resumeHub({ ...parts, keys })
  const db = openForReading(join(city.profile, 'profile.db'), await dataKeyOf(city))
  await atDesk(hub, async (desk) => {
    for (const { table, columns } of mirrored) {
      const names = columns.map((column) => `"${column}"`).join(', ')
      const insert = desk.db.prepare(
        `INSERT OR REPLACE INTO ${table} (${names}) VALUES (${columns.map(() => '?').join(', ')})`,
      )
      const rows = db.prepare<[], Record<string, unknown>>(`SELECT ${names} FROM ${table}`).all()
      for (const row of rows) insert.run(...columns.map((column) => row[column]))
    }
    await desk.carryBack(hub.home)
  })
  db.close()
  return hub
}

/** Lets everybody in who waits at a hub, as if somebody had telephoned with each. */
export async function admitAll(hub: Hub): Promise<void> {
  for (const { site, fingerprint } of await hubNewcomers(hub))
    await admitToHub(hub, { site, fingerprint: fingerprint.join(' '), despite: false })
}

/** A district joins a hub by a joining file of its own. */
export async function joinHub(hub: Hub, district: Computer, stick: string): Promise<void> {
  const made = await hubJoinFile(hub, stick)
  await district.rpc.sites.joinCity({
    file: district.engine.grant(join(stick, made.file)),
    joinPassphrase: made.passphrase,
  })
}
