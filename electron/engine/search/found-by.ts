import type { Kind } from '../../../shared/definition/define'
import { matchPhrases } from '../../../shared/records/duplicates'
import { type SearchTerms, searchTerms } from '../../../shared/records/search-text'
import type { Flat } from '../../../shared/shapes'
import type { KeyOf } from './match-key'

/** What two records are compared by, as it stands in the index, and the day of the rule. */
export type MatchKey = readonly [key: bigint, day: string]

/** What a record is found by, made of its values alone: another thread may have made it (ahead.ts). */
export interface FoundBy {
  readonly terms: SearchTerms
  readonly keys: readonly MatchKey[]
}

/** @see FoundBy */
export const foundBy = (keyOf: KeyOf, kind: Kind, flat: Flat): FoundBy => ({
  terms: searchTerms(kind, flat),
  keys: keysOf(keyOf, kind, flat),
})

/** The keys of a record that is not deleted. */
export const keysOf = (keyOf: KeyOf, kind: Kind, flat: Flat): readonly MatchKey[] =>
  matchPhrases(kind, flat).map(({ phrase, day }) => [keyOf(phrase), day])
