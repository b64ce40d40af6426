import { z } from 'zod'
import { isDate } from '../dates'
import { fieldOf, type Kind } from '../definition/define'
import type { CellField, CellFields, Field } from '../definition/fields'
import type { WordsOf } from '../definition/words'
import type { FieldProblem } from '../errors'
import type { ProblemReason } from '../field-problems'
import type { Json } from '../json'
import { maskText } from '../privacy/masks'
import { asRows, type Body, type Cells, cellsOf, type Flat, isCells } from '../shapes'
import { isRemoved, rowIdsOf, rowKey, toBody } from './both-shapes'
import { asksFor } from './states'
import { cleanValue, hasHappened, problemsInValue, warningInValue, yearProblem } from './value'

/**
 * A patch as it will be kept: text in NFC, trimmed, well-formed, one line unless the field is long; empty text is `null`.
 * Telephone, ID, card and credit code numbers lose their spaces and full-width digits.
 * Values of the wrong type stay as they are, for the check to refuse.
 * A value that is exactly the mask of what the record holds is the whole one again: a form that was filled from a `RecordView`
 * and saved must not replace 张三丰 by 张*.
 * @param current the record that the patch is for; absent where none is
 */
export function cleanPatch(kind: Kind, patch: Body, current: Flat = {}): Body {
  const clean = Object.entries(patch).map(([key, value]): [string, Json] => {
    const field = fieldOf(kind, key)
    if (field?.type !== 'rows') return [key, keptValue(field, value, current[key])]
    if (!Array.isArray(value)) return [key, value]
    return [key, value.map((row: Json) => (isCells(row) ? cleanRow(key, field.of, row, current) : row))]
  })
  return Object.fromEntries(clean)
}

function cleanRow(key: string, cells: CellFields, row: Cells, current: Flat): Cells {
  const before = cellsOf(typeof row.id === 'string' ? current[rowKey(key, row.id)] : undefined)
  return Object.fromEntries(
    Object.entries(row).map(([cell, value]) => [
      cell,
      keptValue(Object.hasOwn(cells, cell) ? cells[cell] : undefined, value, before[cell]),
    ]),
  )
}

function keptValue(field: Field | undefined, value: Json, before: Json | undefined): Json {
  if (!field) return value
  const clean = cleanValue(field, value)
  const isMask =
    field.mask !== undefined && typeof before === 'string' && clean === maskText(field.mask, before)
  return isMask ? before : clean
}

/**
 * What a cleaned patch may not do to a record: unknown fields, wrong values, missing rows. `current` is the record as it
 * is, `{}` for a new one, `states` those it will stand in; what a dictionary field holds already may stay, retired or not known here. Whether references exist is asked elsewhere: it needs the database.
 */
export function problemsInPatch(
  kind: Kind,
  current: Flat,
  patch: Body,
  wordsOf: WordsOf,
  states: Flat = current,
): FieldProblem[] {
  const asked = asksFor(kind, states)
  return Object.entries(patch).flatMap(([key, value]) => {
    const field = fieldOf(kind, key)
    if (!field) return [problem(key, 'field.unknown')]
    if (field.type === 'rows')
      return problemsInRows(key, field.of, current, value, { wordsOf, mayBeShort: !asked(key) })
    return problemsInValue(key, field, value, wordsOf, current[key])
  })
}

interface RowCheck {
  readonly wordsOf: WordsOf
  /** Rows of a draft may lack cells. */
  readonly mayBeShort: boolean
}

function problemsInRows(
  key: string,
  cells: CellFields,
  current: Flat,
  value: Json,
  how: RowCheck,
): readonly FieldProblem[] {
  if (value === null) return []
  if (!Array.isArray(value)) return [problem(key, 'rows.invalid')]
  if (asRows(value).length !== value.length) return [problem(key, 'rows.invalid')]
  const isNew = Object.keys(current).length === 0
  const known = new Set(rowIdsOf(current, key))
  return asRows(value).flatMap((row, at) => {
    const path = `${key}/${at}`
    const { id, $deleted, ...given } = row
    if (id !== undefined && !z.uuid().safeParse(id).success) return [problem(path, 'rows.invalid')]
    if ($deleted !== undefined && typeof $deleted !== 'boolean') return [problem(path, 'rows.invalid')]
    if (typeof id === 'string' && !isNew && !known.has(id)) return [problem(path, 'rows.unknown-row')]
    if (isRemoved(row)) return []
    const before = cellsOf(typeof id === 'string' ? current[rowKey(key, id)] : undefined)
    return problemsInCells(path, cells, before, given, how)
  })
}

function problemsInCells(
  path: string,
  cells: CellFields,
  before: Cells,
  given: Cells,
  { wordsOf, mayBeShort }: RowCheck,
): readonly FieldProblem[] {
  const merged = { ...before, ...given }
  const wrong = Object.entries(given).flatMap(([cell, value]) => {
    const field = Object.hasOwn(cells, cell) ? cells[cell] : undefined
    return field
      ? problemsInValue(`${path}/${cell}`, field, value, wordsOf, before[cell])
      : [problem(`${path}/${cell}`, 'field.unknown')]
  })
  const missing = Object.entries(cells)
    .filter(([cell, field]) => !mayBeShort && field.required && isEmpty(merged[cell]))
    .map(([cell]) => problem(`${path}/${cell}`, 'required'))
  return [...wrong, ...missing]
}

/** Every date of a patch whose year can not be meant; `demands/0/due` inside rows. */
export function yearProblems(kind: Kind, patch: Body, today: string): readonly FieldProblem[] {
  return Object.entries(patch).flatMap(([key, value]) => {
    const field = kind.fields[key]
    if (!field) return []
    if (field.type !== 'rows') return yearProblem(key, field, value, today) ?? []
    return asRows(value).flatMap((row, at) =>
      Object.entries(field.of).flatMap(
        ([cell, of]) => yearProblem(`${key}/${at}/${cell}`, of, row[cell] ?? null, today) ?? [],
      ),
    )
  })
}

/** What the record as a whole lacks or contradicts, once the patch is in. */
export function problemsInRecord(kind: Kind, flat: Flat): FieldProblem[] {
  const body = toBody(kind, flat)
  const missing = missingIn(kind, body)
  return missing.length > 0 ? missing : [...(kind.check?.(body) ?? [])]
}

/** What the record lacks of what its kind asks for in the state it stands in; `workers/<rowId>/name` inside rows. */
export function missingInRecord(kind: Kind, flat: Flat): FieldProblem[] {
  return missingIn(kind, toBody(kind, flat))
}

function missingIn(kind: Kind, body: Body): FieldProblem[] {
  const asked = asksFor(kind, body)
  return Object.entries(kind.fields)
    .filter(([key]) => asked(key))
    .flatMap(([key, field]) => {
      if (field.required && isEmpty(body[key])) return [problem(key, 'required')]
      return field.type === 'rows' ? missingCells(key, field.of, asRows(body[key])) : []
    })
}

/** What rows lack that were typed when the record was a draft. */
function missingCells(key: string, cells: CellFields, rows: readonly Cells[]): FieldProblem[] {
  return rows.flatMap((row) =>
    Object.entries(cells)
      .filter(([cell, field]) => field.required && isEmpty(row[cell]))
      .map(([cell]) => problem(`${key}/${String(row.id)}/${cell}`, 'required')),
  )
}

/** Every doubtful value of a record; `workers/<rowId>/card` inside rows. */
export function warningsInRecord(kind: Kind, flat: Flat): FieldProblem[] {
  const warn = (path: string, field: CellField, value: Json | undefined): FieldProblem[] => {
    const found = warningInValue(field, value)
    return found === null ? [] : [problem(path, found)]
  }
  const body = toBody(kind, flat)
  return Object.entries(kind.fields).flatMap(([key, field]) => {
    if (field.type !== 'rows') return warn(key, field, body[key])
    return asRows(body[key]).flatMap((row) =>
      Object.entries(field.of).flatMap(([cell, of]) =>
        warn(`${key}/${String(row.id)}/${cell}`, of, row[cell]),
      ),
    )
  })
}

/** What a record says that is worth a second look without being wrong: a day that has not come, and what its kind doubts. */
export function doubtsIn(kind: Kind, record: Body, today: string): readonly FieldProblem[] {
  const ahead = Object.entries(kind.fields).flatMap(([key, field]): FieldProblem[] => {
    const value = record[key]
    const isAhead = hasHappened(field) && typeof value === 'string' && isDate(value) && value > today
    return isAhead ? [{ field: key, reason: 'date.ahead' }] : []
  })
  return [...ahead, ...(kind.doubts?.(record) ?? [])]
}

function problem(field: string, code: ProblemReason): FieldProblem {
  return { field, reason: code }
}

function isEmpty(value: Json | undefined): boolean {
  return value === undefined || value === null || (Array.isArray(value) && value.length === 0)
}
