import type { Kind } from '../../../shared/definition/define'
import { isoOfDay } from '../../../shared/facts/days'
import { factTable } from '../../../shared/facts/tables'
import type { ReadDb } from '../context'
import { prepared } from '../db/prepared'
import { dayAmong, factIn } from '../facts/counted-sql'

/** How many records a kind has on each day from one to another (`YYYY-MM-DD`); `units` as a JSON array, null for any. */
export function countsByDay(
  db: ReadDb,
  kind: Kind,
  { from, to, units }: { readonly from: string; readonly to: string; readonly units: string | null },
): readonly { readonly date: string; readonly count: number }[] {
  const date = factIn('f', kind, 'date')
  const sql = `SELECT ${date} AS day, count(*) AS count FROM ${factTable(kind)} f
    WHERE f.deleted = 0 AND ${date} BETWEEN @from AND @to AND (@units IS NULL OR ${factIn('f', kind, 'unit')} IN
      (SELECT id FROM fact_ids WHERE name IN (SELECT value FROM json_each(@units))))
    GROUP BY 1`
  return prepared<[object], { day: number; count: number }>(db, sql)
    .all({ from: dayAmong(from), to: dayAmong(to), units })
    .map(({ day, count }) => ({ date: isoOfDay(day), count }))
}
