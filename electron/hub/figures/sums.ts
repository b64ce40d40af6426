import { type Amounts, firstOf, type Share } from '../../../shared/figures/amounts'
import { isDistinct, type Measure } from '../../../shared/figures/measures/define'
import type { Period } from '../../../shared/period'
import { shareOfThings } from '../../engine/reports/shares'
import { ALL_MONTHS } from '../facts/stale'
import type { Sql } from '../store/store'
import { amountsOfFacts, firstNamed } from './amounts'
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
  const add = (unit: string, measure: string, share: Share): void => {
    const own = found.get(unit) ?? new Map<string, Share>()
    found.set(unit, own)
    const before = own.get(measure)
    own.set(measure, before ? together(before, share) : share)
  }
  const namesOf = (some: readonly Measure[]): readonly string[] => some.map(({ name }) => name)
  const [things, sums] = [counted.filter(isDistinct), counted.filter((one) => !isDistinct(one))]
  const kept = (names: readonly string[]) => [span.first, span.last, names, districts]
  const rows = await sql.query<{ unit: string; measure: string } & Share>(SUMS, kept(namesOf(sums)))
  for (const { unit, measure, ...share } of rows) add(unit, measure, share)
  if (things.length > 0)
    for (const row of await sql.query<KeptThings>(THINGS, kept(namesOf(things))))
      add(row.unit, row.measure, shareOf(row))
  const stale = await sql.query<StaleMonth>(STALE, [span.first, span.last, districts])
  for (const [period, own] of latest(stale, span)) {
    const amounts = await amountsOfFacts(sql, counted, period, { by: 'district', districts: own })
    for (const [unit, shares] of amounts) for (const [measure, share] of shares) add(unit, measure, share)
  }
  return found
}

interface KeptThings {
  readonly unit: string
  readonly district: number
  readonly measure: string
  readonly source: number
  readonly things: Readonly<Record<string, number>>
}

function shareOf({ district, source, things }: KeptThings): Share {
  const first = new Map<string, string>()
  for (const [thing, at] of Object.entries(things)) first.set(thing, firstNamed(source, district, at))
  return shareOfThings(first)
}

/** Two shares of one unit: sums add up, of different things each stands once. */
function together(one: Share, other: Share): Share {
  if (one.first || other.first) return shareOfThings(firstOf([one, other]))
  return { value: one.value + other.value, rows: one.rows + other.rows }
}

const isFresh = `NOT EXISTS (SELECT 1 FROM stale_months s
      WHERE s.district = m.district AND (s.month = m.month OR s.month = ${ALL_MONTHS}))`

const asked = `m.month BETWEEN $1 AND $2 AND m.measure = ANY($3) AND ($4::int[] IS NULL OR m.district = ANY($4))`

const SUMS = `SELECT d.unit, m.measure, sum(m.value)::float8 AS value, sum(m.rows)::float8 AS rows
  FROM district_months m JOIN districts d USING (district) WHERE ${asked} AND ${isFresh} GROUP BY d.unit, m.measure`

const THINGS = `SELECT d.unit, m.district, m.measure, m.source, m.things
  FROM district_things m JOIN districts d USING (district) WHERE ${asked} AND ${isFresh}`

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
