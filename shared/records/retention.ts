import { addMonths } from '../dates'
import type { Kind } from '../definition/define'

/** The field that says when a record of a kind was closed; `undefined` for a kind that has none. */
export function closingField(kind: Kind): string | undefined {
  return kind.closedBy ?? (kind.fields.date?.type === 'date' ? 'date' : undefined)
}

/** The last day of closing whose records are kept no longer `today`: so many whole years lie behind it. Days are `YYYY-MM-DD`. */
export function keptUntil(today: string, years: number): string {
  return addMonths(today, -12 * years)
}
