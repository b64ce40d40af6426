import { fieldOf, type Kind } from '../definition/define'
import type { Body, CellFields, Field, RowsField, TextField } from '../definition/fields'
import { tidyBankCard } from '../identifiers/bank-card'
import { tidyCreditCode } from '../identifiers/credit-code'
import { tidyIdNumber } from '../identifiers/id-number'
import { tidyPhone } from '../identifiers/phone'
import { type Json, type JsonObject, sameJson } from '../json'

/**
 * How a record lies in the log: field → value, sub-rows under `field/rowId` (cells, or `null` once removed), and the
 * engine's own registers under `$…`. (`shared/sync` calls this `Flat`.)
 */
export type FlatBody = JsonObject

/** What a person sends: field → new value; sub-rows as an array (`id` absent: new, `$deleted: true`: remove). */
export type RecordPatch = JsonObject

/** The mark of a row that a patch removes. */
const REMOVED = '$deleted'

/** The key of one sub-row. */
export function rowKey(field: string, row: string): string {
  return `${field}/${row}`
}

/** The field and the row that a flat key names. */
export function splitKey(key: string): { readonly field: string; readonly row: string | undefined } {
  const at = key.indexOf('/')
  return at < 0 ? { field: key, row: undefined } : { field: key.slice(0, at), row: key.slice(at + 1) }
}

/** The record as a person sees it: rows gathered into arrays in the order they were made, empty fields and registers left out. */
export function toBody(kind: Kind | undefined, flat: FlatBody): Body {
  const plain: [string, Json][] = []
  const rows = new Map<string, Body[]>()
  for (const key of Object.keys(flat).sort()) {
    const value = flat[key]
    if (value === undefined || value === null || key.startsWith('$')) continue
    const { field, row } = splitKey(key)
    if (row === undefined || !kind || fieldOf(kind, field)?.type !== 'rows') plain.push([key, value])
    else if (isObject(value)) rows.set(field, [...(rows.get(field) ?? []), { ...value, id: row }])
  }
  // fromEntries defines, it does not assign: a key called `__proto__` out of a bundle stays a key.
  return Object.fromEntries([...plain, ...rows])
}

/**
 * What a checked patch sets, flat, compared with what is there: only keys whose value changes. Cells that a row does not
 * give are kept, and so are cells and fields this version does not know.
 */
export function flatten(kind: Kind, current: FlatBody, patch: RecordPatch, newRowId: () => string): FlatBody {
  const set: Record<string, Json> = {}
  for (const [key, value] of Object.entries(patch)) {
    const field = fieldOf(kind, key)
    if (!field) continue
    if (field.type !== 'rows') put(set, current, key, value)
    else if (value === null)
      for (const row of rowIdsOf(current, key)) put(set, current, rowKey(key, row), null)
    else for (const row of asRows(value)) putRow(set, current, key, row, newRowId)
  }
  return set
}

function putRow(
  set: Record<string, Json>,
  current: FlatBody,
  field: string,
  row: JsonObject,
  newRowId: () => string,
): void {
  const { id, [REMOVED]: removed, ...cells } = row
  const key = rowKey(field, typeof id === 'string' ? id : newRowId())
  if (removed === true) {
    put(set, current, key, null)
    return
  }
  const before = current[key]
  const merged = { ...(isObject(before) ? before : {}), ...cells }
  put(set, current, key, Object.fromEntries(Object.entries(merged).filter(([, cell]) => cell !== null)))
}

function put(set: Record<string, Json>, current: FlatBody, key: string, value: Json): void {
  if (!sameJson(current[key] ?? null, value)) set[key] = value
}

/** The living rows of one rows field. */
export function rowIdsOf(flat: FlatBody, field: string): string[] {
  const prefix = rowKey(field, '')
  return Object.keys(flat)
    .filter((key) => key.startsWith(prefix) && flat[key] !== null)
    .map((key) => key.slice(prefix.length))
}

/** The rows of a patch's value; anything that is no object is left out (the check has refused it before). */
export function asRows(value: Json): readonly JsonObject[] {
  return Array.isArray(value) ? value.filter(isObject) : []
}

/** Whether a patch removes this row. */
export function isRemoved(row: JsonObject): boolean {
  return row[REMOVED] === true
}

/**
 * A patch as it will be kept: text in NFC, trimmed, well-formed, one line unless the field is long; empty text is `null`.
 * Telephone, ID, card and credit code numbers lose their spaces and full-width digits.
 * Values of the wrong type stay as they are, for the check to refuse.
 */
export function cleanPatch(kind: Kind, patch: RecordPatch): RecordPatch {
  return cleanCells(kind.fields, patch, (field, value) =>
    Array.isArray(value)
      ? value.map((row: Json) => (isObject(row) ? cleanCells(field.of, row, (_, cell) => cell) : row))
      : value,
  )
}

function cleanCells(
  fields: CellFields | Kind['fields'],
  values: JsonObject,
  cleanRows: (field: RowsField, value: Json) => Json,
): JsonObject {
  const clean: [string, Json][] = []
  for (const [key, value] of Object.entries(values)) {
    const field = Object.hasOwn(fields, key) ? fields[key] : undefined
    if (field?.type === 'rows') clean.push([key, cleanRows(field, value)])
    else clean.push([key, field ? cleanValue(field, value) : value])
  }
  return Object.fromEntries(clean)
}

const tidy: Readonly<Record<NonNullable<TextField['format']>, (text: string) => string>> = {
  phone: tidyPhone,
  idNumber: tidyIdNumber,
  bankCard: tidyBankCard,
  creditCode: tidyCreditCode,
}

/** One value as it will be kept (see `cleanPatch`); rows and what is no text stay as they are. */
export function cleanValue(field: Field, value: Json): Json {
  if (typeof value !== 'string') return value
  const text = cleanText(value, field.type === 'longText')
  return text !== null && field.type === 'text' && field.format ? tidy[field.format](text) : text
}

function cleanText(text: string, manyLines: boolean): string | null {
  const lines = text.normalize('NFC').toWellFormed().replace(/\r\n?/g, '\n')
  const clean = (manyLines ? lines : lines.replace(/[\n\t]+/g, ' ')).trim()
  return clean === '' ? null : clean
}

function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
