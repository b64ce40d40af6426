import { isoOfDay } from '../../../shared/facts/days'
import { postgresDialect } from '../../../shared/facts/sql-dialect'
import { factTable } from '../../../shared/facts/tables'
import { countedValues, type FilledValue } from '../../../shared/figures/filled-values'
import type { Measure } from '../../../shared/figures/measures/define'
import { indicatorValue } from '../../../shared/kinds/indicator-value'
import { type Period, wholeMonthsIn } from '../../../shared/period'
import { dayAmong, factIn, isCounted, refOf } from '../../engine/facts/counted-sql'
import type { Sql } from '../store/store'

const dialect = postgresDialect(false, false)
const at = (field: string): string => factIn('f', indicatorValue, field)

const ofMonths = `SELECT ${refOf(at('unit'), 'f', dialect)} AS unit, ${at('date')} AS day, f.rid, ${at('value')}::float8 AS value
  FROM ${factTable(indicatorValue)} f
  WHERE ${isCounted(indicatorValue, 'f', dialect)} AND f.district = $1 AND ${at('date')} BETWEEN $2 AND $3
    AND ${at('indicator')} = (SELECT n.id FROM refs n WHERE n.district = $1 AND n.name = $4) AND ${at('value')} IS NOT NULL
  ORDER BY ${at('date')}, f.rid`

/** What a district's units filled for an indicator in the whole months of a period, as its laptop counts it. */
export async function hubFilledValues(
  sql: Sql,
  district: number,
  measure: Measure,
  period: Period,
): Promise<readonly FilledValue[]> {
  const months = wholeMonthsIn(period)
  const [first, last] = [months[0], months.at(-1)]
  if (first === undefined || last === undefined || measure.indicator === undefined) return []
  type Row = Omit<FilledValue, 'date'> & { readonly day: number }
  const found = await sql.query<Row>(ofMonths, [
    district,
    dayAmong(first),
    dayAmong(last),
    measure.indicator.id,
  ])
  return countedValues(
    measure,
    period,
    found.map(({ day, ...row }) => ({ ...row, date: isoOfDay(day) })),
  )
}
