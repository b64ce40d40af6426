import type { Parsed } from '../../../shared/contract'
import { ranksOf, type SearchRank } from '../../../shared/records/search-ranks'
import type { ReadDb } from '../context'
import { districtWords } from '../district/words'
import { learnedIn } from '../search/learned'
import { termsFrom } from '../search/terms'
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
export function ranked(
  db: ReadDb,
  { text, limit, kind }: Pick<Parsed<'find.search'>, 'text' | 'limit' | 'kind'>,
  whole: boolean,
): Ranked {
  const ranks = ranksOf(text, whole, {
    wordsOf: districtWords(db),
    learned: learnedIn(db),
    termsFrom: termsFrom(db),
  })
  if (!ranks) return nothing
  return {
    units: inRanks(db, ranks.units, limit, kind),
    people: inRanks(db, ranks.people, limit, kind),
    records: inRanks(db, ranks.records, limit, kind),
  }
}

function inRanks(
  db: ReadDb,
  ranks: readonly SearchRank[],
  limit: number,
  kind: string | undefined,
): readonly number[] {
  const found = new Set<number>()
  for (const { expression } of ranks) {
    if (found.size >= limit) break
    // A later rank holds those of the earlier ones again.
    for (const rid of foundRids(db, expression, limit + found.size, kind)) found.add(rid)
  }
  return [...found].slice(0, limit)
}
