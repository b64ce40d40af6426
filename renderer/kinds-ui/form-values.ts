import type { Kind } from '../../shared/definition/define'
import type { CellField, RowsField } from '../../shared/definition/fields'
import { builtInOnly } from '../../shared/definition/words'
import { derivedTotals } from '../../shared/editing/derived'
import { type ProblemReason, problemText } from '../../shared/field-problems'
import { type Json, sameJson } from '../../shared/json'
import { rowKey } from '../../shared/records/both-shapes'
import { displayValue } from '../../shared/records/display'
import { doubtsIn } from '../../shared/records/patch'
import { cleanValue, problemsInValue, warningInValue, yearProblem } from '../../shared/records/value'
import { asRows, type Body, type Cells } from '../../shared/shapes'

/** What tells one row of the form from another. */
export function typedRowKey(row: Cells): string {
  return String(row.id ?? row.$new ?? '')
}

/** Empty in any way: nothing typed, nothing chosen. */
export function isEmpty(value: Json | undefined): boolean {
  return value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0)
}

/** A stored record as the form starts with it: masked values are left out, so that saving never writes a mask. */
export function editableValues(kind: Kind, body: Body, masked: readonly string[]): Body {
  const hidden = new Set(masked)
  const values: Record<string, Json> = {}
  for (const [key, field] of Object.entries(kind.fields)) {
    const value = body[key]
    if (hidden.has(key) || isEmpty(value) || value === undefined) continue
    values[key] = field.type === 'rows' ? asRows(value).map((row) => editableRow(key, row, hidden)) : value
  }
  return values
}

function editableRow(field: string, row: Cells, hidden: ReadonlySet<string>): Cells {
  const shown = Object.entries(row).filter(
    ([cell, value]) => cell === 'id' || !(hidden.has(hiddenCell(field, row, cell)) || isEmpty(value)),
  )
  return Object.fromEntries(shown)
}

/** What is stored, but shown only shortened and therefore not in the form: `field`, or `field/rowId/cell`. */
export type HiddenPaths = Pick<ReadonlySet<string>, 'has'>

const nothingHidden: HiddenPaths = new Set<string>()

/**
 * Whether somebody said that a hidden value is to go. An empty control alone does not say so: that is how a hidden value
 * stands in the form as long as nobody touches it.
 */
export function isCleared(value: Json | undefined): boolean {
  return value === null
}

/** How a cell is named among what is hidden. */
export function hiddenCell(field: string, row: Cells, cell: string): string {
  return `${field}/${String(row.id)}/${cell}`
}

/** The fields whose value differs from where the form started. */
export function changedKeys(
  kind: Kind,
  start: Body,
  now: Body,
  hidden: HiddenPaths = nothingHidden,
): readonly string[] {
  return Object.keys(kind.fields).filter(
    (key) => !sameValue(start[key], now[key]) || (hidden.has(key) && isCleared(now[key])),
  )
}

function sameValue(a: Json | undefined, b: Json | undefined): boolean {
  return (isEmpty(a) && isEmpty(b)) || sameJson(a, b)
}

/** What a save sends: only what was changed; a new record sends everything that is not empty. */
export function patchOf(kind: Kind, start: Body, now: Body, hidden: HiddenPaths = nothingHidden): Body {
  const patch: Record<string, Json> = {}
  for (const key of changedKeys(kind, start, now, hidden)) {
    const field = kind.fields[key]
    const value = now[key]
    if (field?.type === 'rows') patch[key] = rowsPatch(key, field, asRows(start[key]), asRows(value), hidden)
    else patch[key] = isEmpty(value) || value === undefined ? null : value
  }
  return patch
}

/** What a draft sends: without a suggested day of what is not written yet, nobody has answered on it. */
export function draftPatch(kind: Kind, patch: Body, initial: Body): Body {
  const isGuess = (key: string): boolean => {
    const of = kind.fields[key]?.dayOf
    return of !== undefined && isEmpty(patch[of]) && sameValue(patch[key], initial[key])
  }
  return Object.fromEntries(Object.entries(patch).filter(([key]) => !isGuess(key)))
}

function rowsPatch(
  key: string,
  field: RowsField,
  start: readonly Cells[],
  now: readonly Cells[],
  hidden: HiddenPaths,
): Cells[] {
  const before = new Map(start.map((row) => [typedRowKey(row), row]))
  const kept = new Set(now.map(typedRowKey))
  const rows: Cells[] = []
  for (const row of now) {
    const old = before.get(typedRowKey(row)) ?? {}
    const cells = Object.keys(field.of)
      .filter(
        (cell) =>
          !sameValue(old[cell], row[cell]) ||
          (hidden.has(hiddenCell(key, row, cell)) && isCleared(row[cell])),
      )
      .map((cell): [string, Json] => [cell, isEmpty(row[cell]) ? null : (row[cell] ?? null)])
    const isNew = row.id === undefined
    if (isNew || cells.length > 0)
      rows.push({ ...(isNew ? {} : { id: String(row.id) }), ...Object.fromEntries(cells) })
  }
  for (const row of start) if (!kept.has(typedRowKey(row))) rows.push({ id: String(row.id), $deleted: true })
  return rows
}

/** What 「复制上一条」 takes over: everything but sub-rows, masked values and the date. */
export function copiedValues(kind: Kind, last: Body, masked: readonly string[], current: Body): Body {
  const copied = Object.entries(editableValues(kind, last, masked)).filter(
    ([key]) => kind.fields[key]?.type !== 'rows' && kind.fields[key]?.suggest !== 'today',
  )
  return { ...current, ...Object.fromEntries(copied) }
}

/** Why a typed value can not be right, in words, before the engine is asked; null when nothing speaks against it. */
export function typedProblem(
  name: string,
  field: CellField,
  value: Json | undefined,
  today: string,
): string | null {
  if (!isReadWhileTyped(field) || isEmpty(value)) return null
  const clean = cleanValue(field, value ?? null)
  const [wrong] = problemsInValue(name, field, clean, builtInOnly, undefined)
  const problem = wrong ?? yearProblem(name, field, clean, today)
  return problem ? problemText(problem, field.label) : null
}

/** What is worth a second look in a form and was not when it opened: the sentence by its field. */
export function newDoubts(
  kind: Kind,
  initial: Body,
  values: Body,
  today: string,
): ReadonlyMap<string, string> {
  const before = new Set(doubtsIn(kind, initial, today).map(({ field }) => field))
  const found = doubtsIn(kind, values, today).filter(({ field }) => !before.has(field))
  return new Map(
    found.map((doubt) => [doubt.field, problemText(doubt, kind.fields[doubt.field]?.label ?? doubt.field)]),
  )
}

/** What makes a typed value worth a second look without making it wrong; null when nothing does. */
export function typedWarning(field: CellField, value: Json | undefined): ProblemReason | null {
  return warningInValue(field, cleanValue(field, value ?? null))
}

function isReadWhileTyped(field: CellField): boolean {
  if (field.type === 'text') return field.format !== undefined
  return ['date', 'time', 'count', 'money', 'decimal'].includes(field.type)
}

/** The totals that derive from the rows of a form, in words, as the engine will keep them. */
export function totalTexts(kind: Kind, values: Body): ReadonlyMap<string, string> {
  const rows = Object.values(kind.totals ?? {}).flatMap(({ of }) =>
    asRows(values[of]).map((row): [string, Json] => [rowKey(of, typedRowKey(row)), row]),
  )
  const derived = Object.entries(derivedTotals(kind, Object.fromEntries(rows)))
  return new Map(
    derived.flatMap(([key, total]) => {
      const field = kind.fields[key]
      return field ? [[key, displayValue(field, total, String, builtInOnly)] as const] : []
    }),
  )
}
