import type { Statement } from 'better-sqlite3'
import type { ReadDb } from '../context'

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
