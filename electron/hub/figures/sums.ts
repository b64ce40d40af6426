import type { Amounts, Share } from '../../../shared/figures/amounts'
import type { Measure } from '../../../shared/figures/measures/define'
import type { Period } from '../../../shared/period'
import { ALL_MONTHS } from '../facts/stale'
import type { Sql } from '../store/store'
import { amountsOfFacts } from './amounts'
import { type MonthSpan, monthPeriodOf } from './months'

interface StaleMonth {
  readonly district: number
  readonly month: number
}

/**
 * What whole districts add to measures that are kept by month (`isKeptByMonth`), over some months, under the ids of their own
 * units. Months that an ingest changed since they were added up are read from the facts: a figure is never older than its
 * records.
 * @param districts `null`: all
 */
export async function sumsOfMonths(
  sql: Sql,
  counted: readonly Measure[],
  span: MonthSpan,
  districts: readonly number[] | null,
): Promise<Amounts> {
  const found = new Map<string, Map<string, Share>>()
  const add = (unit: string, measure: string, { value, rows }: Share): void => {
    const own = found.get(unit) ?? new Map<string, Share>()
    found.set(unit, own)
    const before = own.get(measure)
    own.set(measure, { value: value + (before?.value ?? 0), rows: rows + (before?.rows ?? 0) })
  }
  const names = counted.map(({ name }) => name)
  const rows = await sql.query<{ unit: string; measure: string } & Share>(SUMS, [
    span.first,
    span.last,
    names,
    districts,
  ])
  for (const { unit, measure, ...share } of rows) add(unit, measure, share)
  const stale = await sql.query<StaleMonth>(STALE, [span.first, span.last, districts])
  for (const [period, own] of latest(stale, span)) {
    const amounts = await amountsOfFacts(sql, counted, period, { by: 'district', districts: own })
    for (const [unit, shares] of amounts) for (const [measure, share] of shares) add(unit, measure, share)
  }
  return found
}

const SUMS = `SELECT d.unit, m.measure, sum(m.value)::float8 AS value, sum(m.rows)::float8 AS rows
  FROM district_months m JOIN districts d USING (district)
  WHERE m.month BETWEEN $1 AND $2 AND m.measure = ANY($3) AND ($4::int[] IS NULL OR m.district = ANY($4))
    AND NOT EXISTS (SELECT 1 FROM stale_months s
      WHERE s.district = m.district AND (s.month = m.month OR s.month = ${ALL_MONTHS}))
  GROUP BY d.unit, m.measure`

const STALE = `SELECT DISTINCT district, month FROM stale_months
  WHERE (month BETWEEN $1 AND $2 OR month = ${ALL_MONTHS}) AND ($3::int[] IS NULL OR district = ANY($3))`

/** The days that have to be read from the facts, each with the districts that they have to be read of. */
function latest(
  stale: readonly StaleMonth[],
  { first, last }: MonthSpan,
): readonly (readonly [Period, readonly number[]])[] {
  const wholly = new Set(stale.flatMap(({ district, month }) => (month === ALL_MONTHS ? [district] : [])))
  const byMonth = new Map<number, number[]>()
  for (const { district, month } of stale)
    if (!wholly.has(district)) byMonth.set(month, [...(byMonth.get(month) ?? []), district])
  const [{ from }, { to }] = [monthPeriodOf(first), monthPeriodOf(last)]
  const all: Period = { name: `${from}~${to}`, label: '', from, to }
  return [
    ...(wholly.size > 0 ? [[all, [...wholly]] as const] : []),
    ...[...byMonth].map(([month, own]) => [monthPeriodOf(month), own] as const),
  ]
}
