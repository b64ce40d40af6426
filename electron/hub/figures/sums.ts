import { type MonthSpan, monthPeriodOf } from '../../../shared/facts/by-month'
import { type Amounts, firstOf, type Share } from '../../../shared/figures/amounts'
import { isDistinct, type Measure } from '../../../shared/figures/measures/define'
import type { Period } from '../../../shared/period'
import { shareOfThings } from '../../engine/figures/shares'
import { ALL_MONTHS } from '../facts/stale'
import type { Sql } from '../store/store'
import { amountsOfFacts, firstNamed } from './amounts'
import { numberedThings } from './months'

interface StaleMonth {
  readonly district: number
  readonly month: number
}

/** Whose sums, and of which of the different things that they name. */
export interface SummedDistricts {
  /** `null`: all. */
  readonly districts: readonly number[] | null
  /** `shared`: shares name those things alone that several districts name, and count the others. */
  readonly things: 'all' | 'shared'
}

/**
 * What whole districts add to measures that are kept by month (`isKeptByMonth`), over some months, under the ids of their own
 * units. Months that an ingest changed since they were added up are read from the facts: a figure is never older than its
 * records.
 */
export async function sumsOfMonths(
  sql: Sql,
  counted: readonly Measure[],
  span: MonthSpan,
  { districts, things: which }: SummedDistricts,
): Promise<Amounts> {
  const found = new Map<string, Map<string, Share>>()
  const add = (unit: string, measure: string, share: Share): void => {
    const own = found.get(unit) ?? new Map<string, Share>()
    found.set(unit, own)
    const before = own.get(measure)
    own.set(measure, before ? together(before, share) : share)
  }
  const kept = (some: readonly Measure[]) => [span.first, span.last, some.map(({ name }) => name), districts]
  const stale = await sql.query<StaleMonth>(STALE, [span.first, span.last, districts])
  // Numbers of things say nothing of several months, nor beside what was written since.
  const isNumbered = which === 'shared' && span.first === span.last && stale.length === 0
  const numbered = isNumbered ? counted.filter((one) => numberedThings.includes(one)) : []
  const things = counted.filter((one) => isDistinct(one) && !numbered.includes(one))
  const sums = counted.filter((one) => !things.includes(one))
  const rows = await sql.query<{ unit: string; measure: string } & Share>(SUMS, kept(sums))
  for (const { unit, measure, ...share } of rows) add(unit, measure, share)
  if (numbered.length > 0)
    for (const row of await sql.query<SharedThing>(SHARED, kept(numbered))) nameThing(found, row)
  if (things.length > 0)
    for (const row of await sql.query<KeptThings>(THINGS, kept(things)))
      add(row.unit, row.measure, shareOf(row))
  for (const [period, own] of latest(stale, span)) {
    const amounts = await amountsOfFacts(sql, counted, period, { by: 'district', districts: own })
    for (const [unit, shares] of amounts) for (const [measure, share] of shares) add(unit, measure, share)
  }
  return found
}

interface SharedThing {
  readonly unit: string
  readonly district: number
  readonly measure: string
  readonly source: number
  readonly thing: string
  readonly first: number
}

/** Names in a share one of the things that it counts. Sources come in their order, so that the first stays. */
function nameThing(
  found: Map<string, Map<string, Share>>,
  { unit, district, measure, source, thing, first: at }: SharedThing,
): void {
  const share = found.get(unit)?.get(measure)
  if (!share || share.first?.has(thing)) return
  const first = new Map(share.first).set(thing, firstNamed(source, district, at))
  found.get(unit)?.set(measure, { ...share, first })
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

const SHARED = `SELECT d.unit, m.district, m.measure, m.source, n.thing, (m.things->>n.thing)::bigint AS first
  FROM district_things m JOIN districts d USING (district) JOIN named_things n USING (district, measure)
  WHERE ${asked} AND n.by_others AND m.things->>n.thing IS NOT NULL ORDER BY m.source`

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
