import { isDate } from '../dates'
import type { Kind } from '../definition/define'
import type { CellField } from '../definition/fields'
import type { FieldProblem } from '../errors'
import type { Json } from '../json'
import { asRows, type Body } from '../shapes'

/** No record of a village reaches further back: this only bounds slips of the finger. */
const FIRST_YEAR = 1900
/** Contracts and time limits run years ahead, what has happened does not: a plan for next year may be typed. */
const YEARS_AHEAD = { planned: 10, happened: 1 } as const

/**
 * A date whose year can not be meant, seen from the day `today` (`YYYY-MM-DD`): 2099 for 2026. A laptop whose clock was never
 * right refuses right ones too, so the sentence names that day.
 */
export function yearProblem(path: string, field: CellField, value: Json, today: string): FieldProblem | null {
  if (field.type !== 'date' || typeof value !== 'string' || !isDate(value)) return null
  const ahead = hasHappened(field) ? YEARS_AHEAD.happened : YEARS_AHEAD.planned
  const isReached = value >= `${FIRST_YEAR}-01-01` && value.slice(0, 4) <= String(yearOf(today) + ahead)
  return isReached ? null : { field: path, reason: 'date.far', params: { year: yearOf(value), today } }
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

/** What a record says that is worth a second look without being wrong: a day that has not come, and what its kind doubts. */
export function doubtsIn(kind: Kind, record: Body, today: string): readonly FieldProblem[] {
  const ahead = Object.entries(kind.fields).flatMap(([key, field]): FieldProblem[] => {
    const value = record[key]
    const isAhead = hasHappened(field) && typeof value === 'string' && isDate(value) && value > today
    return isAhead ? [{ field: key, reason: 'date.ahead' }] : []
  })
  return [...ahead, ...(kind.doubts?.(record) ?? [])]
}

/** A form that offers today asks for a day that has come. */
function hasHappened({ type, suggest }: Pick<CellField, 'suggest'> & { readonly type: string }): boolean {
  return type === 'date' && suggest === 'today'
}

function yearOf(date: string): number {
  return Number(date.slice(0, 4))
}
