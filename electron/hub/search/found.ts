import type { WordsOf } from '../../../shared/definition/words'
import type { SearchRank } from '../../../shared/records/search-ranks'
import { type SearchSyntax, tsquery } from '../../../shared/records/search-syntax'
import { searchColumns } from '../../../shared/records/search-text'
import { matchExpression, nothingLearned } from '../../../shared/records/sought'
import type { Seal } from '../sealed/seal'
import type { Sql } from '../store/store'

/** A record's place in a hub. */
export interface FoundPlace {
  readonly district: number
  readonly rid: number
}

/** How a hub's index is asked. Values that come again stand in it as they are: nothing is learned. */
export const hubWording = (wordsOf: WordsOf, seal: Seal) => ({
  wordsOf,
  learned: nothingLearned,
  syntax: speltTsquery(seal),
})

/** What masks hide is asked for as it is spelt in the index. */
const speltTsquery = (seal: Seal): SearchSyntax => ({
  ...tsquery,
  one: (terms, as) => tsquery.one(seal.spelt(terms.split(' ')).join(' '), as),
})

/**
 * The expression that finds what a person typed; `null` when there is nothing to look for in it.
 * @param whole what masks hide is searched as well
 */
export function soughtInHub(typed: string, whole: boolean, wordsOf: WordsOf, seal: Seal): string | null {
  const columns = searchColumns.filter((column) => whole || column !== 'whole')
  return matchExpression(typed, { columns, ...hubWording(wordsOf, seal) })
}

/**
 * The living records that some ranks find in the districts of the session, the best rank first, of each what was
 * written last first. What the last rows have enough of is looked for among them alone.
 */
export async function foundInHub(
  sql: Sql,
  ranks: readonly SearchRank[],
  limit: number,
  kind: string | null,
): Promise<readonly FoundPlace[]> {
  const places = await sql.query<FoundPlace>('SELECT district, rid FROM hub_found($1, $2, false, $3, $4)', [
    ranks.map(({ expression }) => expression),
    kind,
    limit,
    ranks.map(({ standing }) => standing),
  ])
  // A later rank finds again what an earlier one found.
  return [...new Map(places.map((place) => [placeKey(place), place])).values()].slice(0, limit)
}

/** A place as a key. */
export const placeKey = ({ district, rid }: FoundPlace): string => `${district}/${rid}`

/** The living records with a value that is one of these terms, whole; whoever asks, what masks hide among them. */
export async function foundWhole(
  sql: Sql,
  terms: readonly string[],
  limit: number,
): Promise<readonly FoundPlace[]> {
  return await sql.query('SELECT district, rid FROM hub_found_whole($1, $2)', [terms, limit])
}
