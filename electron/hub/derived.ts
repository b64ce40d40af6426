import type { FactRow } from '../engine/facts/write'
import { reconcileHubFacts } from './facts/reconcile'
import { openHubFacts } from './facts/write'
import { yearParts } from './facts/years'
import { settleFigures } from './figures/settle'
import { reconcileSealed } from './sealed/reconcile'
import type { Seal } from './sealed/seal'
import { reconcileHubSearch } from './search/reconcile'
import { settleSearch } from './search/settle'
import { openHubSearch } from './search/write'
import type { Sql, Store } from './store/store'

/** Writes what is made of a district's records, facts and search, inside the transaction that writes the records. */
export async function writeDerived(
  sql: Sql,
  district: number,
  rows: readonly FactRow[],
  seal: Seal,
): Promise<void> {
  await openHubFacts(sql, district, seal).write(rows)
  await openHubSearch(sql, district, seal).write(rows)
}

/** Makes anew what of facts this version makes otherwise than the one before. @param seal and @throws as `reconcileHubFacts` */
export const reconcileFigures = async (store: Store, seal: Seal | null): Promise<number> =>
  await reconcileHubFacts(store, yearParts(store), undefined, seal)

/** Seals what lies there in plain, and makes anew what this version makes otherwise than the one before. */
export async function reconcileDerived(store: Store, seal: Seal): Promise<void> {
  // First: what an earlier version left in plain is not opened by whoever reads it for facts.
  await reconcileSealed(store, seal)
  await reconcileFigures(store, seal)
  await reconcileHubSearch(store, seal)
}

/** What a pile of files leaves to be done once, at its end. */
export async function settleDerived(store: Store): Promise<void> {
  await settleFigures(store)
  await settleSearch(store)
}
