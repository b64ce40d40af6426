import { keptMeasures, keptThings, monthOfDay, monthPeriodOf } from '../../../shared/facts/by-month'
import { factDay } from '../../../shared/facts/days'
import { postgresDialect, type SqlDialect } from '../../../shared/facts/sql-dialect'
import { factTable } from '../../../shared/facts/tables'
import type { Measure } from '../../../shared/figures/measures/define'
import { kindOf } from '../../../shared/kinds'
import { distinctSql } from '../../engine/figures/distinct-sql'
import { sumSql } from '../../engine/figures/figure-sql'
import { type Pass, passesFor } from '../../engine/figures/passes'
import { sourceDay } from '../../engine/figures/source-sql'
import { ALL_MONTHS } from '../facts/stale'
import { holdUntilEnd } from '../store/locks'
import type { Sql, Store } from '../store/store'
import { numberedThings } from './months'

interface StaleMonth {
  readonly id: number
  readonly month: number
}

/**
 * Adds up again what ingests made stale, each district in a transaction of its own, beside readers and writers.
 * @returns how many months of districts
 */
export async function refreshMonths(store: Store): Promise<number> {
  let done = 0
  const districts = await store.query<{ district: number }>(
    'SELECT DISTINCT district FROM stale_months ORDER BY district',
  )
  for (const { district } of districts)
    done += await store.transaction(async (sql) => {
      await holdUntilEnd(sql, 'months', district)
      const stale = await sql.query<StaleMonth>('SELECT id, month FROM stale_months WHERE district = $1', [
        district,
      ])
      const months = stale.some(({ month }) => month === ALL_MONTHS)
        ? await monthsWithFacts(sql, district)
        : [...new Set(stale.map(({ month }) => month))]
      const isAll = stale.some(({ month }) => month === ALL_MONTHS)
      for (const table of ['district_months', 'district_things'])
        await sql.query(
          `DELETE FROM ${table} WHERE district = $1 AND ${isAll ? '$2::int[] IS NOT NULL' : 'month = ANY($2)'}`,
          [district, months],
        )
      for (const text of texts) await addUp(sql, district, months, text)
      await numberThings(sql, district, months, isAll)
      // Only what was read before the facts were: an ingest that ends meanwhile leaves its own.
      await sql.query('DELETE FROM stale_months WHERE id = ANY($1)', [stale.map(({ id }) => id)])
      return months.length
    })
  return done
}

/** Statements' parameters: `$1`–`$3`: months with their first and last days, `$4`: the district. */
function ofMonths(): SqlDialect {
  const parts = ['m.first', 'm.last', '$4']
  return {
    ...postgresDialect(true, true),
    finished: (text) => text.replaceAll('?', () => parts.shift() ?? ''),
  }
}

const MONTHS = 'unnest($1::int[], $2::bigint[], $3::bigint[]) AS m(month, first, last)'

/** The text that adds one pass up. */
function addingUp(pass: Pass): string {
  const values = pass.sums.map(({ measure, source }, at) => {
    const rows = source.add === 'each' ? `s.v${at}` : `s.r${at}`
    return `('${measure.name}', s.v${at}::bigint, ${rows}::bigint)`
  })
  return `INSERT INTO district_months (district, month, measure, value, rows)
    SELECT s.district, m.month, x.measure, x.value, x.rows
    FROM ${MONTHS} CROSS JOIN LATERAL (${sumSql(pass, ofMonths())}) s
      CROSS JOIN LATERAL (VALUES ${values.join(', ')}) AS x(measure, value, rows)
    WHERE x.rows > 0
    ON CONFLICT (month, measure, district) DO UPDATE
      SET value = district_months.value + excluded.value, rows = district_months.rows + excluded.rows`
}

/** The texts that keep a measure's things. */
function keeping({ name, over, levels }: Measure): readonly string[] {
  return over.map(
    (source, at) => `INSERT INTO district_things (district, month, measure, source, things)
    SELECT s.district, m.month, '${name}', ${at}, json_object_agg(s.thing, s.first)
    FROM ${MONTHS} CROSS JOIN LATERAL (${distinctSql(source, ofMonths(), levels)}) s
    GROUP BY s.district, m.month`,
  )
}

const texts: readonly string[] = [...passesFor(keptMeasures).map(addingUp), ...keptThings.flatMap(keeping)]

async function addUp(sql: Sql, district: number, months: readonly number[], text: string): Promise<void> {
  const days = months.map(monthPeriodOf)
  await sql.query(text, [
    months,
    days.map(({ from }) => factDay(from)),
    days.map(({ to }) => factDay(to)),
    [district],
  ])
}

const numbered = numberedThings.map(({ name }) => name)

const NUMBER = `INSERT INTO district_months (district, month, measure, value, rows)
  SELECT $1::int, t.month, t.measure, count(DISTINCT thing), count(DISTINCT thing)
  FROM district_things t CROSS JOIN LATERAL json_object_keys(t.things) AS thing
  WHERE t.district = $1 AND t.month = ANY($2) AND t.measure = ANY($3) GROUP BY t.month, t.measure`

const NAME = `INSERT INTO named_things (district, measure, thing)
  SELECT DISTINCT $1::int, t.measure, thing FROM district_things t CROSS JOIN LATERAL json_object_keys(t.things) AS thing
  WHERE t.district = $1 AND t.month = ANY($2) AND t.measure = ANY($3) ON CONFLICT DO NOTHING`

const TELL = `UPDATE named_things n SET by_others = true
  FROM named_things own, named_things other
  WHERE own.district = $1 AND other.measure = own.measure AND other.thing = own.thing AND other.district <> own.district
    AND n.measure = own.measure AND n.thing = own.thing AND NOT n.by_others`

/** Counts the different things of some months, and notes which of them another district names too. */
async function numberThings(
  sql: Sql,
  district: number,
  months: readonly number[],
  isAll: boolean,
): Promise<void> {
  await sql.query(NUMBER, [district, months, numbered])
  // Of two districts that name a thing at once neither would see it of the other.
  await holdUntilEnd(sql, 'things', 0)
  if (isAll) await sql.query('DELETE FROM named_things WHERE district = $1', [district])
  await sql.query(NAME, [district, months, numbered])
  await sql.query(TELL, [district])
}

/** Every month from the first in which a district counts anything to the last. */
async function monthsWithFacts(sql: Sql, district: number): Promise<readonly number[]> {
  const dates = new Map(
    [...keptMeasures, ...keptThings]
      .flatMap(({ over }) => over)
      .flatMap((source) => [[`${source.kind} ${sourceDay(source)}`, source]]),
  )
  const spans = [...dates.values()].map((source) => {
    const table = factTable(kindOf(source.kind))
    return `SELECT min(${sourceDay(source)}) AS first, max(${sourceDay(source)}) AS last FROM ${table} r WHERE district = $1 AND deleted = 0`
  })
  const [span] = await sql.query<{ first: number | null; last: number | null }>(
    `SELECT min(first) AS first, max(last) AS last FROM (${spans.join(' UNION ALL ')}) spans`,
    [district],
  )
  if (!span || span.first === null || span.last === null) return []
  const [first, last] = [monthOfDay(span.first), monthOfDay(span.last)]
  return Array.from({ length: last - first + 1 }, (_, at) => first + at)
}
