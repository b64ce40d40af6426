import type { Kind } from '../../../shared/definition/define'
import { lexeme } from '../../../shared/records/search-syntax'
import { searchTerms } from '../../../shared/records/search-text'
import type { Flat } from '../../../shared/shapes'
import type { Seal } from '../sealed/seal'

/** In front of a district's number: nobody types it (migration 0320 says the same). */
const OF_DISTRICT = '\uE006'
/** The highest place that PostgreSQL keeps of a term. */
const LAST_PLACE = 16_383

/**
 * The terms of a record as the text of a `tsvector`: the laptop's own, one behind the other, and the district. What masks hide is spelt by the seal. Behind the last place
 * places begin again: those of a text so long are more than anybody types.
 */
export function hubTerms(kind: Kind, district: number, flat: Flat, seal: Seal): string {
  const { units, names, texts, whole } = searchTerms(kind, flat)
  const terms = [...units, ...names, ...texts, ...whole].join(' ').split(' ')
  const placed = seal
    .spelt(terms.filter((term) => term !== ''))
    .map((term, at) => `${lexeme(term)}:${(at % LAST_PLACE) + 1}`)
  return [`'${OF_DISTRICT}${district}'`, ...placed].join(' ')
}
