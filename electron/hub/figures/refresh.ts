import { factDay } from '../../../shared/facts/days'
import { postgresDialect } from '../../../shared/facts/sql-dialect'
import { factTable } from '../../../shared/facts/tables'
import { kindOf } from '../../../shared/kinds'
import { sumSql } from '../../engine/reports/figure-sql'
import { type Pass, passesFor } from '../../engine/reports/passes'
import { sourceDay } from '../../engine/reports/source-sql'
import { ALL_MONTHS, monthOfDay } from '../facts/stale'
import { holdUntilEnd } from '../store/locks'
import type { Sql, Store } from '../store/store'
import { keptMeasures, monthPeriodOf } from './months'

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
      await sql.query(
        `DELETE FROM district_months WHERE district = $1 AND ${isAll ? '$2::int[] IS NOT NULL' : 'month = ANY($2)'}`,
        [district, months],
      )
      for (const pass of passesFor(keptMeasures)) await addUp(sql, district, months, pass)
      // Only what was read before the facts were: an ingest that ends meanwhile leaves its own.
      await sql.query('DELETE FROM stale_months WHERE id = ANY($1)', [stale.map(({ id }) => id)])
      return months.length
    })
  return done
}

/** The text that adds one pass up; `$1`–`$3`: months with their first and last days, `$4`: the district. */
function addingUp(pass: Pass): string {
  const parts = ['m.first', 'm.last', '$4']
  const dialect = {
    ...postgresDialect(true, true),
    finished: (text: string) => text.replaceAll('?', () => parts.shift() ?? ''),
  }
  const values = pass.sums.map(({ measure, source }, at) => {
    const rows = source.add === 'each' ? `s.v${at}` : `s.r${at}`
    return `('${measure.name}', s.v${at}::bigint, ${rows}::bigint)`
  })
  return `INSERT INTO district_months (district, month, measure, value, rows)
    SELECT s.district, m.month, x.measure, x.value, x.rows
    FROM unnest($1::int[], $2::bigint[], $3::bigint[]) AS m(month, first, last)
      CROSS JOIN LATERAL (${sumSql(pass, dialect)}) s
      CROSS JOIN LATERAL (VALUES ${values.join(', ')}) AS x(measure, value, rows)
    WHERE x.rows > 0
    ON CONFLICT (month, measure, district) DO UPDATE
      SET value = district_months.value + excluded.value, rows = district_months.rows + excluded.rows`
}

const texts = new Map<Pass, string>()

async function addUp(sql: Sql, district: number, months: readonly number[], pass: Pass): Promise<void> {
  const text = texts.get(pass) ?? addingUp(pass)
  texts.set(pass, text)
  const days = months.map(monthPeriodOf)
  await sql.query(text, [
    months,
    days.map(({ from }) => factDay(from)),
    days.map(({ to }) => factDay(to)),
    [district],
  ])
}

/** Every month from the first in which a district counts anything to the last. */
async function monthsWithFacts(sql: Sql, district: number): Promise<readonly number[]> {
  const dates = new Map(
    keptMeasures
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
