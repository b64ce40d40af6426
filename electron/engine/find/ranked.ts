import { inColumns, type SearchColumn, type Sought, soughtBy } from '../../../shared/records/search-text'
import type { ReadDb } from '../context'
import { districtWords } from '../records/words'
import { foundRids } from './queries'

/** The three groups, each by its records' numbers, best first. */
export interface Ranked {
  readonly units: readonly number[]
  readonly people: readonly number[]
  readonly records: readonly number[]
}

const nothing: Ranked = { units: [], people: [], records: [] }

/**
 * What is found, at most `limit` of each group, in the order that the call promises.
 * Each rank is one walk of the index from its newest row, which ends at the limit: nothing is sorted, whatever is found.
 * @param whole what masks hide is searched as well
 */
export function ranked(db: ReadDb, text: string, limit: number, whole: boolean): Ranked {
  const sought = soughtBy(text, districtWords(db))
  if (!sought) return nothing
  const ofPeople: readonly SearchColumn[] = whole ? ['names', 'whole'] : ['names']
  const anyPerson = inColumns(ofPeople, `${sought.begins} OR ${sought.anywhere}`)
  const group = (within: (expression: string) => string): readonly number[] =>
    inRanks(db, sought, limit, within)
  return {
    units: group((expression) => inColumns(['units'], expression)),
    people: group((expression) => inColumns(ofPeople, expression)),
    records: group((expression) => `${inColumns([...ofPeople, 'texts'], expression)} NOT ${anyPerson}`),
  }
}

function inRanks(
  db: ReadDb,
  { same, begins, anywhere }: Sought,
  limit: number,
  within: (expression: string) => string,
): readonly number[] {
  const found = new Set<number>()
  for (const expression of [same, begins, anywhere]) {
    if (found.size >= limit) break
    // A later rank holds those of the earlier ones again.
    for (const rid of foundRids(db, within(expression), limit + found.size)) found.add(rid)
  }
  return [...found].slice(0, limit)
}
