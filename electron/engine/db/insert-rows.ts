import type { WriteDb } from '../context'
import { prepared } from './prepared'

/** Rows a statement: the many, then the few, then one by one. */
const SIZES = [64, 8, 1] as const

const statements = new Map<string, string>()

/**
 * Inserts rows, many in one statement, in their order. SQLite opens a cursor on every index of the table each time a
 * statement runs.
 * For `records`, with over a hundred of them, that costs three times as much as the row itself.
 *
 * @param head `INSERT INTO t (a, b)`, a constant
 * @param rows the values of each row in the order of the columns, all of one length
 */
export function insertRows(db: WriteDb, head: string, rows: readonly (readonly unknown[])[]): void {
  let at = 0
  for (const size of SIZES)
    for (; rows.length - at >= size; at += size)
      prepared(db, statementFor(head, rows[at]?.length ?? 0, size)).run(...rows.slice(at, at + size).flat())
}

function statementFor(head: string, columns: number, rows: number): string {
  const key = `${rows} ${head}`
  let sql = statements.get(key)
  if (sql === undefined) {
    const row = `(${Array(columns).fill('?').join(', ')})`
    sql = `${head} VALUES ${Array(rows).fill(row).join(', ')}`
    statements.set(key, sql)
  }
  return sql
}
