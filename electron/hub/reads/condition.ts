import type { RecordFilter } from '../../../shared/contract/record-lists'
import { fieldOf, type Kind } from '../../../shared/definition/define'
import { AppError } from '../../../shared/errors'
import { isFact } from '../../../shared/facts/tables'
import type { Belonging } from './units'

/** A filter as SQL over `records`, and its values in order. What of it is text comes from the kinds' definitions. */
export interface HubCondition {
  readonly sql: string
  readonly values: readonly unknown[]
}

const unknown = (path: string): AppError =>
  new AppError('call.invalid', { problems: [{ field: path, reason: 'field.unknown' }] })

/** A field of a record as text. Keys are the definitions' own: letters and digits. */
const textOf = (key: string): string => `body->>'${key}'`
/** A field of a record as a number; NULL for anything else. */
export const numberInBody = (key: string): string =>
  `CASE jsonb_typeof(body->'${key}') WHEN 'number' THEN (body->>'${key}')::numeric END`

/** By what a list is ordered: an expression that is never NULL, and its type. */
export function orderExpression(kind: Kind, key: string): { readonly sql: string; readonly type: string } {
  const field = fieldOf(kind, key)
  if (!field?.index) throw unknown('sort/field')
  return field.type === 'count' || field.type === 'money' || field.type === 'decimal'
    ? { sql: `coalesce(${numberInBody(key)}, -1)`, type: 'numeric' }
    : { sql: `coalesce(${textOf(key)}, '')`, type: 'text' }
}

/**
 * What records of a kind must meet. @param within what belongs to the filter's unit; null where it names none. @param sought what the filter's text asks the search for (search/found.ts)
 * @throws AppError `call.invalid` for a field that the kind does not filter by, `hub.not-here` for what a hub does not know
 */
export function hubCondition(
  kind: Kind,
  filter: RecordFilter,
  { within, sought }: { readonly within: Belonging | null; readonly sought: string | null },
): HubCondition {
  const values: unknown[] = []
  const value = (one: unknown): string => `$${values.push(one)}`
  const parts = [`kind = ${value(kind.name)}`, filter.deleted === true ? 'deleted' : 'NOT deleted']
  // What only a street's own laptop knows.
  if (filter.receipt !== undefined) throw new AppError('hub.not-here')
  if (filter.from !== undefined || filter.to !== undefined) {
    if (!fieldOf(kind, 'date')) throw unknown(filter.from === undefined ? 'filter/to' : 'filter/from')
    if (filter.from !== undefined) parts.push(`${textOf('date')} >= ${value(filter.from)}`)
    if (filter.to !== undefined) parts.push(`${textOf('date')} <= ${value(filter.to)}`)
  }
  if (within) {
    // A kind without units is refused, whatever belongs there.
    const column = kind.tree ? 'id' : textOf(heldKey(kind, 'unit', 'filter/unit'))
    parts.push(
      'units' in within
        ? `${column} = ANY (${value(within.units)})`
        : `district = ANY (${value(within.districts)})`,
    )
  }
  for (const [key, wanted] of Object.entries(filter.where ?? {}))
    parts.push(says(kind, heldKey(kind, key, `filter/where/${key}`), wanted, value))
  for (const [key, { from, to }] of Object.entries(filter.ranges ?? {}))
    parts.push(...rangeOf(kind, key, from, to, value))
  if (filter.files !== undefined)
    parts.push(
      `${filter.files ? '' : 'NOT '}jsonb_path_exists(body, '$.keyvalue() ? (@.key starts with "$file/" && @.value != null)')`,
    )
  if (filter.conflicts) parts.push(`heads ? 'many'`)
  if (filter.ids !== undefined) parts.push(`id = ANY (${value(filter.ids)})`)
  if (filter.text !== undefined) parts.push(textIn(kind, filter.deleted === true, sought, value))
  return { sql: parts.join(' AND '), values }
}

/** A field that is compared with one value: by its index, or a choice; never one that a mask hides. */
function heldKey(kind: Kind, key: string, path: string): string {
  const field = fieldOf(kind, key)
  const isHeld =
    field?.index || field?.type === 'choice' || field?.type === 'flag' || field?.type === 'choices'
  if (!field || !isHeld || field.mask) throw unknown(path)
  return key
}

function says(kind: Kind, key: string, wanted: string | number, value: (one: unknown) => string): string {
  const type = fieldOf(kind, key)?.type
  if (type === 'choices' || type === 'refs')
    return wanted === ''
      ? `coalesce(CASE jsonb_typeof(body->'${key}') WHEN 'array' THEN jsonb_array_length(body->'${key}') END, 0) = 0`
      : `body->'${key}' @> ${value(JSON.stringify([wanted]))}::jsonb`
  return `coalesce(${textOf(key)}, '') = ${value(String(wanted))}`
}

function rangeOf(
  kind: Kind,
  key: string,
  from: string | number | undefined,
  to: string | number | undefined,
  value: (one: unknown) => string,
): readonly string[] {
  const path = `filter/ranges/${key}`
  const field = fieldOf(kind, key)
  if (!field || !isFact(kind, key) || field.mask) throw unknown(path)
  // A private number could be found out by asking for ever smaller ranges.
  const isDay = field.type === 'date'
  if (!isDay && field.type !== 'count' && field.type !== 'money') throw unknown(path)
  const column = isDay ? textOf(key) : numberInBody(key)
  const cast = isDay ? 'text' : 'numeric'
  return [
    ...(from === undefined ? [] : [`${column} >= ${value(String(from))}::${cast}`]),
    ...(to === undefined ? [] : [`${column} <= ${value(String(to))}::${cast}`]),
  ]
}

/** @see soughtInHub. The session's own districts are looked through in the function. */
function textIn(
  kind: Kind,
  deleted: boolean,
  sought: string | null,
  value: (one: unknown) => string,
): string {
  if (sought === null) return 'false'
  const asked = `ARRAY[${value(sought)}], ${value(kind.name)}, ${value(deleted)}`
  return `(district, rid) IN (SELECT f.district, f.rid FROM hub_found(${asked}, NULL) f)`
}
