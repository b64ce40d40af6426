import type { Statement } from 'better-sqlite3'
import type { ReadDb, WriteDb } from '../context'

const statements = new WeakMap<ReadDb, Map<string, Statement<unknown[], unknown>>>()

/**
 * The statement of this text on this connection, prepared once. `P` are its parameters, `R` the row it answers; both are
 * said where the text is named, in a `queries.ts`.
 */
export function prepared<P extends unknown[], R = unknown>(db: ReadDb, sql: string): Statement<P, R> {
  let known = statements.get(db)
  if (!known) {
    known = new Map()
    statements.set(db, known)
  }
  let statement = known.get(sql)
  if (!statement) {
    statement = db.prepare<unknown[], unknown>(sql)
    known.set(sql, statement)
  }
  return statement as Statement<unknown[], unknown> as Statement<P, R>
}

/** Rows a statement: the many, then the few, then one by one. */
const SIZES = [64, 8, 1] as const

const insertTexts = new Map<string, string>()

/**
 * Inserts rows, many in one statement, in their order: SQLite opens a cursor on every index of the table each time a
 * statement runs. What is refused leaves the rows before it, and the caller's transaction goes back as a whole (`insertText`).
 *
 * @param head `INSERT INTO t (a, b)`, a constant
 * @param rows the values of each row in the order of the columns, all of one length
 * @param tail what follows the rows: `ON CONFLICT …`, a constant
 */
export function insertRows(
  db: WriteDb,
  head: string,
  rows: readonly (readonly unknown[])[],
  tail = '',
): void {
  let at = 0
  for (const size of SIZES)
    for (; rows.length - at >= size; at += size) {
      const text = statementFor(head, rows[at]?.length ?? 0, size, tail)
      prepared(db, text).run(...rows.slice(at, at + size).flat())
    }
}

/** As `insertRows`, a statement a row: for a table with a function in an index, which can fail at any row. */
export function insertEach(db: WriteDb, head: string, rows: readonly (readonly unknown[])[]): void {
  for (const row of rows) prepared(db, statementFor(head, row.length, 1)).run(...row)
}

/**
 * A statement that may fail in the middle and wants its rows back has a savepoint. At each savepoint the full text index writes
 * all it holds in memory as a part.
 */
function insertText(head: string, row: string, rows: number): string {
  return `${head.replace(/^INSERT INTO/, 'INSERT OR FAIL INTO')} VALUES ${Array(rows).fill(row).join(', ')}`
}

function statementFor(head: string, columns: number, rows: number, tail = ''): string {
  const key = `${rows} ${head} ${tail}`
  let sql = insertTexts.get(key)
  if (sql === undefined) {
    const row = `(${Array(columns).fill('?').join(', ')})`
    sql = `${insertText(head, row, rows)} ${tail}`
    insertTexts.set(key, sql)
  }
  return sql
}
