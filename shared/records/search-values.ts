import type { Kind } from '../definition/define'
import type { CellField, Field } from '../definition/fields'
import { isEnumerated } from '../definition/words'
import type { DictionaryName } from '../dictionaries'
import type { Json } from '../json'
import { isName, type MaskName, maskText } from '../privacy/masks'
import { cellsOf, type Flat } from '../shapes'
import { rowIdsOf, rowKey } from './both-shapes'
import { voidedNumbers } from './numbers'

/**
 * What a record is found by:
 * - `name`: somebody's, in a field that is masked as one or says that it names somebody;
 * - `digits`: a telephone or an ID, by its end and as a whole;
 * - `text`: a short text of a field that says `search`; `long`: a paragraph;
 * - `number`: the human number, void ones too;
 * - `word`: a choice out of a dictionary.
 *
 * A value whose mask shows nothing of it leads to no record.
 */
export type SearchedAs = 'name' | 'digits' | 'text' | 'long' | 'number' | 'word'

/** One value that a record is found by. */
export interface SearchValue {
  readonly as: SearchedAs
  readonly label: string
  readonly value: string
  /** As a screen shows it to everybody. */
  readonly shown: string
  readonly dictionary?: DictionaryName
}

type Source = Pick<SearchValue, 'as' | 'label' | 'dictionary'> & { readonly mask?: MaskName | undefined }
type Named = readonly [key: string, source: Source]

/** What of a kind is searched: its fields, and the cells of its rows by field. */
interface Sources {
  readonly fields: readonly Named[]
  readonly rows: readonly (readonly [field: string, cells: readonly Named[]])[]
}

const known = new WeakMap<Kind, Sources>()

/** Looked for once a kind: a bulk write asks for every record. */
function sourcesOf(kind: Kind): Sources {
  let sources = known.get(kind)
  if (!sources) {
    const rows = Object.entries(kind.fields).flatMap(([key, field]) => {
      const cells = field.type === 'rows' ? sourcesIn(field.of).filter(([, { as }]) => isOfPerson(as)) : []
      return cells.length > 0 ? [[key, cells] as const] : []
    })
    sources = { fields: sourcesIn(kind.fields), rows }
    known.set(kind, sources)
  }
  return sources
}

function sourcesIn(fields: Readonly<Record<string, Field | CellField>>): readonly Named[] {
  return Object.entries(fields).flatMap(([key, field]): Named[] => {
    const source = sourceOf(field)
    return source ? [[key, source]] : []
  })
}

function sourceOf(field: Field): Source | undefined {
  const { label, mask } = field
  if (isEnumerated(field))
    return field.dictionary === undefined ? undefined : { as: 'word', label, dictionary: field.dictionary }
  if (field.type === 'longText') return field.search ? { as: 'long', label } : undefined
  if (field.type !== 'text' || mask === 'hidden') return undefined
  if (mask === 'phone' || mask === 'id') return { as: 'digits', label, mask }
  if (mask ? isName(mask) : field.personal === 'named') return { as: 'name', label, mask }
  return field.search ? { as: 'text', label, mask } : undefined
}

/** Whether a value tells who somebody is. */
export function isOfPerson(as: SearchedAs): boolean {
  return as === 'name' || as === 'digits'
}

/** What a kind's records are found by, as text: where this changes, records are indexed anew. */
export function searchedFields(kind: Kind): readonly string[] {
  const told = ([key, { as, mask, dictionary }]: Named): string => [key, as, mask, dictionary].join(':')
  const { fields, rows } = sourcesOf(kind)
  return [
    ...fields.map(told),
    ...rows.flatMap(([field, cells]) => cells.map((cell) => `${field}/${told(cell)}`)),
  ]
}

/** The values that a record is found by, in the order of its fields; rows in the order in which they were made. */
export function searchValues(kind: Kind, flat: Flat): readonly SearchValue[] {
  const { fields, rows } = sourcesOf(kind)
  const found: SearchValue[] = []
  const number = flat.$number
  const numbers = [...(typeof number === 'string' ? [number] : []), ...voidedNumbers(flat)]
  for (const value of numbers) found.push({ as: 'number', label: '编号', value, shown: value })
  for (const [key, source] of fields) push(found, source, flat[key])
  for (const [field, cells] of rows)
    for (const row of rowIdsOf(flat, field).sort()) {
      const values = cellsOf(flat[rowKey(field, row)])
      for (const [cell, source] of cells) push(found, source, values[cell])
    }
  return found
}

/** In a field that names somebody an office may stand as well, whose name is no secret. */
function isNobodys(mask: MaskName | undefined, value: string): boolean {
  return mask !== 'name' && maskText('party', value) === value
}

function push(found: SearchValue[], source: Source, value: Json | undefined): void {
  if (typeof value === 'string') {
    if (value === '') return
    const { mask, as, label, dictionary } = source
    found.push({
      as: as === 'name' && isNobodys(mask, value) ? 'text' : as,
      label,
      value,
      shown: mask ? maskText(mask, value) : value,
      ...(dictionary !== undefined && { dictionary }),
    })
  } else if (source.as === 'word' && Array.isArray(value)) for (const word of value) push(found, source, word)
}
