import { isoOfDay } from '../../../shared/facts/days'
import { factIndex, factTable } from '../../../shared/facts/tables'
import { isWithin, type Share } from '../../../shared/figures/amounts'
import type { Measure } from '../../../shared/figures/measures/define'
import type { UnitSet, UnitTree } from '../../../shared/figures/unit-tree'
import { indicatorValue } from '../../../shared/kinds/indicator-value'
import { type Period, wholeMonthsIn } from '../../../shared/period'
import type { ReadDb } from '../context'
import { prepared } from '../db/prepared'
import { dayAmong, factIn, isCounted, refOf } from '../facts/counted-sql'
import { comparedWith } from '../facts/stored'

const at = (field: string): string => factIn('f', indicatorValue, field)

const ofMonths = `SELECT ${refOf(at('unit'))} AS unit, ${at('date')} AS day, f.rid AS rid, ${at('value')} AS value
  FROM ${factTable(indicatorValue)} f INDEXED BY ${factIndex(indicatorValue, 'figures')}
  WHERE ${isCounted(indicatorValue, 'f')} AND ${at('date')} BETWEEN ? AND ? AND ${at('indicator')} = ? AND ${at('value')} IS NOT NULL
  ORDER BY ${at('date')}, f.rid`

/** What one unit filled for one month: `value` counts in the last place of a decimal. */
export interface FilledValue {
  readonly unit: string | null
  /** The month's first day. */
  readonly date: string
  readonly rid: number
  readonly value: number
}

/**
 * What was filled for an indicator in the months that lie whole in a period, by month: part of a month has no value of its own.
 * Where the last value of each unit is what counts, only those.
 */
export function valuesIn(db: ReadDb, { indicator }: Measure, period: Period): readonly FilledValue[] {
  const months = wholeMonthsIn(period)
  const [first, last] = [months[0], months.at(-1)]
  const asked =
    indicator === undefined ? undefined : comparedWith(db, indicatorValue, 'indicator', indicator.id)
  if (first === undefined || last === undefined || asked === undefined) return []
  type Row = Omit<FilledValue, 'date'> & { readonly day: number }
  const counted = new Set(months)
  const found = prepared<[number, number, string | number], Row>(db, ofMonths)
    .all(dayAmong(first), dayAmong(last), asked)
    .map(({ day, ...row }) => ({ ...row, date: isoOfDay(day) }))
    .filter(({ date }) => counted.has(date))
  return indicator?.adds === 'last' ? lastOfUnits(found) : found
}

function lastOfUnits(values: readonly FilledValue[]): readonly FilledValue[] {
  const last = new Map(values.map((value) => [value.unit, value]))
  return values.filter((value) => last.get(value.unit) === value)
}

/** What each unit's own values come to. */
export function filledShares(
  db: ReadDb,
  measure: Measure,
  period: Period,
): ReadonlyMap<string | null, Share> {
  const shares = new Map<string | null, Share>()
  for (const { unit, value } of valuesIn(db, measure, period)) {
    const before = shares.get(unit)
    shares.set(unit, { value: value + (before?.value ?? 0), rows: 1 + (before?.rows ?? 0) })
  }
  return shares
}

/** The values behind a figure, of the units of a scope, in the order of their months. */
export function valuesBehind(
  db: ReadDb,
  measure: Measure,
  period: Period,
  tree: UnitTree,
  scope: UnitSet,
): readonly FilledValue[] {
  return valuesIn(db, measure, period).filter(({ unit }) => isWithin(tree, scope, measure, unit ?? ''))
}
