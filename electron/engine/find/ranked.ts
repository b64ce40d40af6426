import type { Parsed } from '../../../shared/contract'
import type { SearchColumn } from '../../../shared/records/search-text'
import { type Sought, soughtBy } from '../../../shared/records/sought'
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
  const [wordsOf, learned, fromDb] = [districtWords(db), learnedIn(db), termsFrom(db)]
  const soughtIn = (columns: readonly SearchColumn[]): Sought | null =>
    soughtBy(text, { columns, wordsOf, learned, termsFrom: fromDb })
  const ofPeople: readonly SearchColumn[] = whole ? ['names', 'whole'] : ['names']
  const [inUnits, inPeople, inTexts] = [soughtIn(['units']), soughtIn(ofPeople), soughtIn(['texts'])]
  const inBoth = soughtIn([...ofPeople, 'texts'])
  if (!inUnits || !inPeople || !inTexts || !inBoth) return nothing
  // Of several words some may be of a person, as 解 of 解 法律援助.
  const anywhere = inTexts.anyWord === null ? inTexts.anywhere : `${inBoth.anywhere} AND ${inTexts.anyWord}`
  return {
    units: inRanks(db, [inUnits.same, inUnits.begins, inUnits.anywhere], limit, kind),
    people: inRanks(db, [inPeople.same, inPeople.begins, inPeople.anywhere], limit, kind),
    records: inRanks(db, [inTexts.same, inTexts.begins, anywhere], limit, kind),
  }
}

function inRanks(
  db: ReadDb,
  ranks: readonly string[],
  limit: number,
  kind: string | undefined,
): readonly number[] {
  const found = new Set<number>()
  for (const expression of ranks) {
    if (found.size >= limit) break
    // A later rank holds those of the earlier ones again.
    for (const rid of foundRids(db, expression, limit + found.size, kind)) found.add(rid)
  }
  return [...found].slice(0, limit)
}
