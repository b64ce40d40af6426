import { lastRowAt } from '../audit'
import type { ReadDb } from '../context'
import { prepared } from '../db/prepared'
import { VIEW_COLUMNS, type ViewRow } from '../records/queries'

const sql = {
  // The newest first: what was just logged is what is logged twice. Both tables are in one order and read side by side.
  found: `SELECT ${VIEW_COLUMNS.split(', ')
    .map((column) => `r.${column}`)
    .join(', ')}
    FROM (
      SELECT day, rid FROM match_keys WHERE key = @key AND day BETWEEN @from AND @to
      UNION ALL SELECT day, rid FROM recent_match_keys WHERE key = @key AND day BETWEEN @from AND @to
      ORDER BY day DESC, rid DESC LIMIT @limit) m CROSS JOIN records r ON r.rid = m.rid`,
  // In the order of the keys, which is that of the table: the neighbours of a row are the nearest in time.
  shared: `WITH every AS (SELECT key, day, rid FROM match_keys UNION ALL SELECT key, day, rid FROM recent_match_keys),
    near AS (SELECT rid, day, lag(day) OVER keys AS before, lead(day) OVER keys AS after
      FROM every WINDOW keys AS (PARTITION BY key ORDER BY day, rid))
    SELECT DISTINCT rid FROM near WHERE rid < @after AND (
      day IN (before, after) OR julianday(day) - julianday(before) <= @days OR julianday(after) - julianday(day) <= @days)
    ORDER BY rid DESC`,
  compared: `SELECT coalesce(sum(json_extract(detail, '$.count')), 0) AS count FROM audit INDEXED BY audit_similar
    WHERE user = ? AND at > ? AND seq > ? AND action = 'records.similar'`,
} as const

/** Records with a key whose day lies in a range, the newest days first. */
export function recordsWithKey(db: ReadDb, key: bigint, from: string, to: string, limit: number): ViewRow[] {
  return prepared<[object], ViewRow>(db, sql.found).all({ key, from, to, limit })
}

/** Records that share a key with another one at most so many days away, before a `rid`, the newest first. */
export function ridsWithSharedKeys(db: ReadDb, after: number, days: number): number[] {
  return prepared<[object], { rid: number }>(db, sql.shared)
    .all({ after, days })
    .map(({ rid }) => rid)
}

/** By how many names and numbers somebody's forms were compared since. @param since ISO 8601 */
export function comparedSince(db: ReadDb, user: string, since: string): number {
  const after = lastRowAt(db, since)
  return (
    prepared<[string, string, number], { count: number }>(db, sql.compared).get(user, since, after)?.count ??
    0
  )
}

/** The statements of `recordsWithKey` and `ridsWithSharedKeys`, for the test that reads their plans. */
export const matchSql = { found: sql.found, shared: sql.shared }
