import type { FactRow } from '../engine/facts/write'
import { reconcileHubFacts } from './facts/reconcile'
import { openHubFacts } from './facts/write'
import { yearParts } from './facts/years'
import { settleFigures } from './figures/settle'
import { reconcileHubSearch } from './search/reconcile'
import { settleSearch } from './search/settle'
import { openHubSearch } from './search/write'
import type { Sql, Store } from './store/store'

/** Writes what is made of a district's records, facts and search, inside the transaction that writes the records. */
export async function writeDerived(sql: Sql, district: number, rows: readonly FactRow[]): Promise<void> {
  await openHubFacts(sql, district).write(rows)
  await openHubSearch(sql, district).write(rows)
}

/** Makes anew what this version makes otherwise than the one before. */
export async function reconcileDerived(store: Store): Promise<void> {
  await reconcileHubFacts(store, yearParts(store))
  await reconcileHubSearch(store)
}

/** What a pile of files leaves to be done once, at its end. */
export async function settleDerived(store: Store): Promise<void> {
  await settleFigures(store)
  await settleSearch(store)
}
