import { lastRowAt } from '../audit'
import type { ReadDb } from '../context'
import { prepared } from '../db/prepared'

const sql = {
  // The index answers in the order of its rows, from either end, and stops at the limit.
  found: `SELECT s.rowid AS rid FROM search s CROSS JOIN records r ON r.rid = s.rowid
          WHERE s.search MATCH ? AND r.deleted = 0 ORDER BY s.rowid DESC LIMIT ?`,
  foundOfKind: `SELECT s.rowid AS rid FROM search s CROSS JOIN records r ON r.rid = s.rowid
                WHERE s.search MATCH ? AND r.deleted = 0 AND r.kind = ? ORDER BY s.rowid DESC LIMIT ?`,
  asked: `SELECT at FROM audit INDEXED BY audit_whole
          WHERE user = ? AND at > ? AND seq > ? AND action = 'find.whole' ORDER BY at DESC LIMIT ?`,
} as const

/** The numbers of living records that an expression finds, of one kind or of all, what came last first. */
export function foundRids(db: ReadDb, expression: string, limit: number, kind?: string): readonly number[] {
  const rows =
    kind === undefined
      ? prepared<[string, number], { rid: number }>(db, sql.found).all(expression, limit)
      : prepared<[string, string, number], { rid: number }>(db, sql.foundOfKind).all(expression, kind, limit)
  return rows.map(({ rid }) => rid)
}

/** When somebody asked for whole values since, the last first. @param since ISO 8601 */
export function askedSince(db: ReadDb, user: string, since: string, limit: number): readonly string[] {
  return prepared<[string, string, number, number], { at: string }>(db, sql.asked)
    .all(user, since, lastRowAt(db, since), limit)
    .map(({ at }) => at)
}
