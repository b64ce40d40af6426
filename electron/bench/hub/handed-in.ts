import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { writeDerived } from '../../hub/derived'
import { reconcileHubFacts } from '../../hub/facts/reconcile'
import type { Hub } from '../../hub/hub'
import { ingestPile } from '../../hub/ingest/pile'
import { beginHub } from '../../hub/office/begin'
import { admitToHub, hubJoinFile, hubNewcomers } from '../../hub/office/newcomers'
import { reconcileHubSearch } from '../../hub/search/reconcile'
import { migrate } from '../../hub/store/migrate'
import type { Store } from '../../hub/store/store'
import { exportFromHub } from '../../hub/upkeep/export-hub'
import { systemClock, systemRandom } from '../../machine/surroundings'
import { writeMixed } from '../mixed-rows'
import { makePlaces, openStation, quietLog, type Station } from '../station'
import { benchSeal } from './bench-seal'

/** A new hub of a city in an empty database, its folder beside it. */
export async function benchHub(store: Store, folder: string): Promise<Hub> {
  mkdirSync(folder, { recursive: true })
  await prepareHub(store)
  const around = {
    appVersion: '0.0.0',
    clock: systemClock,
    random: systemRandom,
    log: quietLog,
    kdfCost: 2 ** 10,
  }
  const parts = { store, folder, around, writeDerived }
  return (await beginHub(parts, { role: 'city', unit: '测速市' }, async () => undefined)).hub
}

/** Makes what a hub's records go into. */
export async function prepareHub(store: Store): Promise<void> {
  await migrate(store)
  await reconcileHubFacts(store)
  await reconcileHubSearch(store, benchSeal)
}

/** A district that a hub has let in. */
export interface JoinedDistrict {
  /**
   * Its next file for the hub, with all that it has no receipt for. @param records so many more, or the same ones edited once more
   * @param from as `mixedRows`. @returns the file's path
   */
  handIn(records: number, from?: number): Promise<string>
  /** Takes a hub's receipts: what the hub holds does not come again. */
  takeReceipts(hub: Hub): Promise<void>
  close(): Promise<void>
}

/** Makes a district and one laptop of it, joined to the hub. */
export async function joinedDistrict(hub: Hub, folder: string): Promise<JoinedDistrict> {
  const places = await makePlaces(folder)
  const district = await openStation(places.district)
  const made = await hubJoinFile(hub, folder)
  await district.rpc.sites.joinCity({
    file: district.grant(join(folder, made.file)),
    joinPassphrase: made.passphrase,
  })
  const toHub = async (): Promise<string> => {
    const folderToken = district.grant(folder)
    const { file } = await district.rpc.sync.exportBundle({ folder: folderToken, peer: hub.keys.site.id })
    return join(folder, file)
  }
  await ingestPile(hub, [await toHub()], { allowMassDelete: false })
  for (const { site, fingerprint } of await hubNewcomers(hub))
    await admitToHub(hub, { site, fingerprint: fingerprint.join(' '), despite: false })
  const street = await openStation(places.street)
  const handOver = async (from: Station, to: Station): Promise<void> => {
    const { file } = await from.rpc.sync.exportBundle({ folder: from.grant(folder) })
    await to.rpc.sync.importBundles({ files: [to.grant(join(folder, file))] })
  }
  return {
    async takeReceipts(hub) {
      const { file } = await exportFromHub(
        hub,
        { site: district.ctx.site.id, asksForContents: false },
        folder,
      )
      await district.rpc.sync.importBundles({ files: [district.grant(join(folder, file))] })
    },
    async handIn(records, from) {
      writeMixed(street, places, records, from)
      await handOver(street, district)
      return await toHub()
    },
    async close() {
      await street.close()
      await district.close()
    },
  }
}
