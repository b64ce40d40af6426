import type { NameOf } from '../../../shared/definition/define'
import type { DistrictWord, WordsOf } from '../../../shared/definition/words'
import { dictionaryNames } from '../../../shared/dictionaries'
import { bodyIn } from '../../../shared/disclosure/printed-record'
import { knownKind } from '../../../shared/kinds'
import type { Variant } from '../../../shared/privacy/variant'
import { toBody } from '../../../shared/records/both-shapes'
import { mergedInto } from '../../../shared/records/merge-marks'
import { idsIn } from '../../../shared/records/referred'
import type { Flat } from '../../../shared/shapes'
import type { Sql } from '../store/store'
import { numberInBody } from './condition'

/** Of one record what names it. */
interface Named {
  readonly id: string
  readonly kind: string
  readonly deleted: boolean
  readonly body: Flat
}

/** A title may name what another record's title names: an origin of an origin, a unit of a team. No deeper. */
const DEPTH = 3

const byIds =
  'SELECT DISTINCT ON (id) id, kind, deleted, body FROM records WHERE id = ANY ($1) ORDER BY id, district'
const entries = `SELECT body->>'dictionary' AS dictionary, body->>'value' AS value, body->>'label' AS label,
    coalesce(body->>'retired', '') = 'true' AS retired
  FROM records WHERE kind = 'dictionary-entry' AND NOT deleted
    AND jsonb_typeof(body->'value') = 'string' AND jsonb_typeof(body->'label') = 'string'
  ORDER BY district, ${numberInBody('order')} NULLS LAST, id`

/** The ids of the records that a record points at, outside of its rows. */
function idsOf({ kind, body }: Pick<Named, 'kind' | 'body'>): readonly string[] {
  const fields = Object.entries(knownKind(kind)?.fields ?? {})
  const into = mergedInto(body)
  return [...fields.flatMap(([key, field]) => idsIn(field, body[key])), ...(into === null ? [] : [into])]
}

/** The records of these ids and what their titles name, as far as the session reaches. */
async function loadNamed(sql: Sql, ids: readonly string[]): Promise<ReadonlyMap<string, Named>> {
  const found = new Map<string, Named>()
  let wanted = new Set(ids)
  for (let depth = 0; depth < DEPTH && wanted.size > 0; depth += 1) {
    const rows = await sql.query<Named>(byIds, [[...wanted]])
    for (const row of rows) found.set(row.id, row)
    wanted = new Set(rows.flatMap(idsOf).filter((id) => !found.has(id)))
  }
  return found
}

/**
 * Display names of records, masked as on every screen or as what leaves for somebody may name them; undefined for what the session does not reach.
 * @param ids of the records whose names will be asked for
 */
export async function hubNames(
  sql: Sql,
  ids: readonly string[],
  wordsOf: WordsOf,
  variant: Variant = 'internal',
): Promise<(id: string) => string | undefined> {
  const records = await loadNamed(sql, ids)
  const names = new Map<string, string | undefined>()
  const find = (id: string): string | undefined => {
    if (names.has(id)) return names.get(id)
    // Set first: a circle of references ends here instead of never.
    names.set(id, undefined)
    const row = records.get(id)
    const kind = row && knownKind(row.kind)
    const into = row?.deleted === true ? mergedInto(row.body) : null
    const own = (): string | undefined =>
      kind &&
      row &&
      kind.title(bodyIn(kind, toBody(kind, row.body), { variant }), (other) => find(other) ?? other, wordsOf)
    const name = (into === null ? undefined : find(into)) ?? own()
    names.set(id, name)
    return name
  }
  return find
}

/** Names for everything that these records point at; the id itself for what the session does not reach. */
export async function hubNamesIn(
  sql: Sql,
  rows: readonly Pick<Named, 'kind' | 'body'>[],
  wordsOf: WordsOf,
  variant: Variant = 'internal',
): Promise<NameOf> {
  const find = await hubNames(sql, rows.flatMap(idsOf), wordsOf, variant)
  return (id) => find(id) ?? id
}

/** The words that the districts of a session added to the dictionaries; of two for one value the first district's. What a file broke is none. */
export async function hubWords(sql: Sql): Promise<WordsOf> {
  const words = new Map<string, DistrictWord[]>(dictionaryNames.map((name) => [name, []]))
  const rows = await sql.query<DistrictWord & { readonly dictionary: string }>(entries)
  for (const { dictionary, value, label, retired } of rows) {
    const known = words.get(dictionary)
    if (known && !known.some((word) => word.value === value)) known.push({ value, label, retired })
  }
  return (dictionary) => words.get(dictionary) ?? []
}
