import { postgresDialect } from '../../../shared/facts/sql-dialect'
import type { Measure } from '../../../shared/figures/measures/define'
import type { Period } from '../../../shared/period'
import { dayAmong } from '../../engine/facts/counted-sql'
import { addingSql } from '../../engine/figures/figure-sql'
import type { Sql } from '../store/store'

/** More than any report could name. */
const MOST_SAID = 1000

/** What a district's records say beside their amounts, for a measure with `said`, by unit (`''`: none), each once. */
export async function saidIn(
  sql: Sql,
  district: number,
  measure: Measure,
  period: Period,
): Promise<ReadonlyMap<string, readonly string[]>> {
  const found = new Map<string, string[]>()
  const { said: field } = measure
  if (field === undefined) return found
  const dialect = postgresDialect(true, false)
  for (const source of measure.over) {
    const adding = dialect.finished(addingSql(measure, source, 'all', dialect))
    const rows = await sql.query<{ unit: string | null; text: string | null }>(
      `SELECT v.body->>'${source.unit}' AS unit, v.body->>'${field}' AS text FROM (${adding}) a
       JOIN records v ON v.district = ${district} AND v.rid = a.rid ORDER BY a.day, a.rid`,
      [dayAmong(period.from), dayAmong(period.to), [district], -2, 0, MOST_SAID],
    )
    for (const { unit, text } of rows) {
      const own = found.get(unit ?? '') ?? []
      found.set(unit ?? '', own)
      if (text && !own.includes(text)) own.push(text)
    }
  }
  return found
}
