import type { Kind } from '../../../shared/definition/define'
import { factTable } from '../../../shared/facts/tables'
import type { ReadDb, WriteDb } from '../context'
import { insertRows } from '../db/insert-rows'
import { prepared } from '../db/prepared'

const sql = {
  add: 'INSERT OR IGNORE INTO match_keys (key, day, rid)',
  drop: 'DELETE FROM match_keys WHERE rid = ?',
  rules: 'SELECT rules FROM match_rules WHERE kind = ?',
  keepRules: `INSERT INTO match_rules (kind, rules) VALUES (?, ?)
              ON CONFLICT (kind) DO UPDATE SET rules = excluded.rules`,
  dropKind: 'DELETE FROM match_keys WHERE rid IN (SELECT rid FROM records WHERE kind = ?)',
} as const

export type MatchKeyRow = readonly [key: bigint, day: string, rid: number]

/** In the order of the keys: they lie all over the table, and each of its pages is written once then. */
export function addMatchKeys(db: WriteDb, rows: readonly MatchKeyRow[]): void {
  insertRows(
    db,
    sql.add,
    rows.toSorted(([one], [other]) => (one < other ? -1 : 1)),
  )
}

export function dropMatchKeys(db: WriteDb, rid: number): void {
  prepared<[number]>(db, sql.drop).run(rid)
}

export function rulesOf(db: ReadDb, kind: string): string | undefined {
  return prepared<[string], { rules: string }>(db, sql.rules).get(kind)?.rules
}

export function keepRules(db: WriteDb, kind: string, rules: string): void {
  prepared<[string, string]>(db, sql.keepRules).run(kind, rules)
}

export function dropKeysOfKind(db: WriteDb, kind: string): void {
  prepared<[string]>(db, sql.dropKind).run(kind)
}

export interface LivingRow {
  readonly rid: number
  readonly body: string
}

/** Living records of a kind after `rid`, in order. */
export function livingAfter(db: ReadDb, kind: Kind, rid: number, limit: number): LivingRow[] {
  const living = `SELECT f.rid, r.body FROM ${factTable(kind)} f CROSS JOIN records r ON r.rid = f.rid
    WHERE f.deleted = 0 AND f.rid > ? ORDER BY f.rid LIMIT ?`
  return prepared<[number, number], LivingRow>(db, living).all(rid, limit)
}
