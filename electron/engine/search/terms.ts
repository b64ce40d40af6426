import type { TermsFrom } from '../../../shared/records/sought'
import type { ReadDb } from '../context'
import { prepared } from '../db/prepared'

/** The first term from one on: the index is asked for no more of it than where that stands. */
const next = 'SELECT term FROM search_terms WHERE term >= ? ORDER BY term LIMIT 1'

/** More terms than this are not asked for one by one. */
const FEW = 12
/** Behind a term in the order of the index, and before every other one that begins with it. */
const BEHIND = '\u0001'

/**
 * The few terms of the index that begin so. Of a beginning the index first gathers all records, of a whole term it gives the
 * newest at once: `zhangjia` begins two terms of a hundred thousand records.
 */
export function termsFrom(db: ReadDb): TermsFrom {
  const find = prepared<[string], { term: string }>(db, next)
  return (beginning) => {
    const found: string[] = []
    for (let from = beginning; found.length <= FEW; from = `${found.at(-1)}${BEHIND}`) {
      const term = find.get(from)?.term
      if (term === undefined || !term.startsWith(beginning)) return found
      found.push(term)
    }
    return null
  }
}
