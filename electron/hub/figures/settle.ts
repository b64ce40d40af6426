import { settleYears, yearParts } from '../facts/years'
import type { Store } from '../store/store'
import { refreshMonths } from './refresh'

/**
 * What a pile of files leaves to be done once, at its end. New years get their partitions, and the months that changed are added up
 * again. Figures are right without it, and slower: the first reader would wait.
 */
export async function settleFigures(store: Store): Promise<void> {
  await settleYears(store, yearParts(store))
  await refreshMonths(store)
}
