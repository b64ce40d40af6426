import { isoOfDay } from '../../../shared/facts/days'
import { factIndex, factTable } from '../../../shared/facts/tables'
import { isWithin, type Share } from '../../../shared/figures/amounts'
import { countedValues, type FilledValue, sharesOfValues } from '../../../shared/figures/filled-values'
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

/**
 * What was filled for an indicator in the months that lie whole in a period, by month. Where the last value of each unit is what counts,
 * only those.
 */
export function valuesIn(db: ReadDb, measure: Measure, period: Period): readonly FilledValue[] {
  const { indicator } = measure
  const months = wholeMonthsIn(period)
  const [first, last] = [months[0], months.at(-1)]
  const asked =
    indicator === undefined ? undefined : comparedWith(db, indicatorValue, 'indicator', indicator.id)
  if (first === undefined || last === undefined || asked === undefined) return []
  type Row = Omit<FilledValue, 'date'> & { readonly day: number }
  const found = prepared<[number, number, string | number], Row>(db, ofMonths)
    .all(dayAmong(first), dayAmong(last), asked)
    .map(({ day, ...row }) => ({ ...row, date: isoOfDay(day) }))
  return countedValues(measure, period, found)
}

/** What each unit's own values come to. */
export function filledShares(
  db: ReadDb,
  measure: Measure,
  period: Period,
): ReadonlyMap<string | null, Share> {
  return sharesOfValues(valuesIn(db, measure, period))
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
