import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { AppError } from '../../../shared/errors'
import { DISTRICT_SCOPE } from '../../../shared/sync/change'
import { writeMeta } from '../../engine/db/meta'
import { beginOffice } from '../../engine/joining/join-district'
import { newId } from '../../engine/new-id'
import { introductionFor } from '../../engine/sites/introductions'
import { newRecoveryKey, newSiteKeys } from '../../engine/sites/keys'
import { ownSiteOf } from '../../engine/sites/sites'
import { atDesk } from '../desk/at-desk'
import { type Hub, type HubParts, resumeHub } from '../hub'
import { HUB_KEYS, writeHubKeys } from '../keys'
import { migrate } from '../store/migrate'

/** What a hub is of. */
export interface HubSpec {
  readonly role: 'city' | 'province'
  /** The unit's name, and its code of administrative divisions. */
  readonly unit: string
  readonly code?: string
}

/** A hub that was made just now. */
export interface BegunHub {
  readonly hub: Hub
  /** The identity of its recovery key, which is told once and kept nowhere. */
  readonly recoveryKey: string
}

/**
 * Makes a hub in an empty database: schema, keys, its own unit and the word by which districts know it.
 * `before` is called before anything is written, `keep` with the recovery key before the database says that there is a hub.
 * @throws AppError `hub.exists`, `file.unwritable`, `file.no-space`
 */
export async function beginHub(
  parts: HubParts,
  spec: HubSpec,
  keep: (recoveryKey: string) => Promise<void>,
): Promise<BegunHub> {
  const { store, folder, around } = parts
  if (existsSync(join(folder, HUB_KEYS))) throw new AppError('hub.exists')
  await migrate(store)
  if ((await store.query('SELECT 1 FROM districts LIMIT 1')).length > 0) throw new AppError('hub.exists')
  const [signing, recovery] = [await newSiteKeys(), await newRecoveryKey()]
  const unit = newId(around)
  const unitName = spec.unit.normalize('NFC')
  const about = { role: spec.role, scope: DISTRICT_SCOPE, unit, unitName, letter: '' } as const
  const introduction = introductionFor(signing, about)
  const site = ownSiteOf(introduction, signing)
  const keys = { site, former: [], dataKey: Buffer.from(around.random.bytes(32)).toString('base64') }
  await keep(recovery.identity)
  writeHubKeys(folder, keys)
  await store.query(`INSERT INTO districts (site, unit, name, region) VALUES ($1, $2, $3, $4)`, [
    site.id,
    unit,
    unitName,
    [unit],
  ])
  await store.query(`INSERT INTO hub_meta (key, value) VALUES ('generation', '0')`)
  const hub = await resumeHub({ ...parts, keys })
  await atDesk(hub, async (desk) => {
    desk.db.transaction(() => {
      writeMeta(desk.db, 'recoveryRecipient', recovery.recipient)
      writeMeta(desk.db, 'createdAt', new Date(around.clock.now()).toISOString())
      beginOffice(desk.ctx, introduction, spec.code)
    })()
    await desk.carryBack(hub.home, (records) => hub.writeDerived(desk.sql, hub.home, records, hub.seal))
  })
  return { hub, recoveryKey: recovery.identity }
}
