import type { Kind } from '../../../shared/definition/define'
import { lexeme } from '../../../shared/records/search-syntax'
import { searchTerms } from '../../../shared/records/search-text'
import type { Flat } from '../../../shared/shapes'
import type { Seal } from '../sealed/seal'

/** In front of a district's number: nobody types it (migration 0320 says the same). */
const OF_DISTRICT = '\uE006'
/** In front of a kind's name, likewise (migration 0460). */
const OF_KIND = '\uE007'
/** The highest place that PostgreSQL keeps of a term. */
const LAST_PLACE = 16_383

/** The terms of a record: the laptop's own, one behind the other, and its kind, by which an index need not read all others. */
export function plainTerms(kind: Kind, flat: Flat): readonly string[] {
  const { units, names, texts, whole } = searchTerms(kind, flat)
  const own = [...units, ...names, ...texts, ...whole]
    .join(' ')
    .split(' ')
    .filter((term) => term !== '')
  return [...own, `${OF_KIND}${kind.name}`]
}

/**
 * The terms of records as the text of a `tsvector` each, and the district: what masks hide is spelt by the seal, of all records at once.
 * Behind the last place places begin again: those of a text so long are more than anybody types.
 */
export function hubTerms(seal: Seal, district: number, records: readonly (readonly string[])[]): string[] {
  const spelt = seal.spelt(records.flat())
  let from = 0
  return records.map(({ length }) => {
    const placed = spelt
      .slice(from, from + length)
      .map((term, at) => `${lexeme(term)}:${(at % LAST_PLACE) + 1}`)
    from += length
    return [`'${OF_DISTRICT}${district}'`, ...placed].join(' ')
  })
}
