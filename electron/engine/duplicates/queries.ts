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
} as const

/** Records with a key whose day lies in a range, the newest days first. */
export function recordsWithKey(db: ReadDb, key: bigint, from: string, to: string, limit: number): ViewRow[] {
  return prepared<[bigint, string, string, number], ViewRow>(db, sql.found).all(key, from, to, limit)
}

/** The statement of `recordsWithKey`, for the test that reads its plan. */
export const recordsWithKeySql = sql.found
