import { lastRowAt } from '../audit'
import type { ReadDb } from '../context'
import { prepared } from '../db/prepared'
import { VIEW_COLUMNS, type ViewRow } from '../records/queries'

const sql = {
  // The newest first: what was just logged is what is logged twice.
  found: `SELECT ${VIEW_COLUMNS.split(', ')
    .map((column) => `r.${column}`)
    .join(', ')}
    FROM match_keys m JOIN records r ON r.rid = m.rid
    WHERE m.key = ? AND m.day BETWEEN ? AND ? ORDER BY m.day DESC, m.rid DESC LIMIT ?`,
  // In the order of the keys, which is that of the table: the neighbours of a row are the nearest in time.
  shared: `WITH near AS (SELECT rid, day, lag(day) OVER keys AS before, lead(day) OVER keys AS after
      FROM match_keys WINDOW keys AS (PARTITION BY key ORDER BY day, rid))
    SELECT DISTINCT rid FROM near WHERE rid < @after AND (
      day IN (before, after) OR julianday(day) - julianday(before) <= @days OR julianday(after) - julianday(day) <= @days)
    ORDER BY rid DESC`,
  compared: `SELECT coalesce(sum(json_extract(detail, '$.count')), 0) AS count FROM audit INDEXED BY audit_similar
    WHERE user = ? AND at > ? AND seq > ? AND action = 'records.similar'`,
} as const

/** Records with a key whose day lies in a range, the newest days first. */
export function recordsWithKey(db: ReadDb, key: bigint, from: string, to: string, limit: number): ViewRow[] {
  return prepared<[bigint, string, string, number], ViewRow>(db, sql.found).all(key, from, to, limit)
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

/** The statement of `recordsWithKey`, for the test that reads its plan. */
export const recordsWithKeySql = sql.found
