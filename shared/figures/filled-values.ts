import { type Period, wholeMonthsIn } from '../period'
import type { Share } from './amounts'
import type { Measure } from './measures/define'

/** What one unit filled for one month: `value` counts in the last place of a decimal. */
export interface FilledValue {
  readonly unit: string | null
  /** The month's first day. */
  readonly date: string
  readonly rid: number
  readonly value: number
}

/**
 * Those of an indicator's values, in the order of their months, that count in a period: part of a month has no value of its own. Where the
 * last value of each unit is what counts, only those.
 */
export function countedValues<V extends FilledValue>(
  { indicator }: Measure,
  period: Period,
  values: readonly V[],
): readonly V[] {
  const months = new Set(wholeMonthsIn(period))
  const found = values.filter(({ date }) => months.has(date))
  if (indicator?.adds !== 'last') return found
  const last = new Map(found.map((value) => [value.unit, value]))
  return found.filter((value) => last.get(value.unit) === value)
}

/** What each unit's own values come to. */
export function sharesOfValues(values: readonly FilledValue[]): ReadonlyMap<string | null, Share> {
  const shares = new Map<string | null, Share>()
  for (const { unit, value } of values) {
    const before = shares.get(unit)
    shares.set(unit, { value: value + (before?.value ?? 0), rows: 1 + (before?.rows ?? 0) })
  }
  return shares
}
