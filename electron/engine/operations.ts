import type { ReadDb, WriteDb } from './context'
import { prepared } from './db/prepared'

const find = 'SELECT call, answer FROM operations WHERE id = ?'
const keep = 'INSERT INTO operations (id, call, answer, at) VALUES (?, ?, ?, ?)'

/** The stored answer of a finished write, or `undefined` when this operation was not done yet. */
export function finishedOperation(
  db: ReadDb,
  id: string,
): { readonly call: string; readonly answer: unknown } | undefined {
  const row = prepared<[string], { call: string; answer: string }>(db, find).get(id)
  return row && { call: row.call, answer: JSON.parse(row.answer) }
}

/** Keeps a write's answer under its operation id, inside the write's own transaction. `at` is ISO 8601. */
export function keepOperation(db: WriteDb, id: string, call: string, answer: unknown, at: string): void {
  prepared(db, keep).run(id, call, JSON.stringify(answer), at)
}
