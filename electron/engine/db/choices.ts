import type { ReadDb, WriteDb } from '../context'
import { prepared } from './prepared'

const sql = {
  choice: 'SELECT value FROM choices WHERE user = ? AND what = ?',
  keepChoice: `INSERT INTO choices (user, what, value) VALUES (?, ?, ?)
               ON CONFLICT (user, what) DO UPDATE SET value = excluded.value`,
  dropChoice: 'DELETE FROM choices WHERE user = ? AND what = ?',
} as const

/** What somebody chose earlier, as JSON text; it stays on this computer. */
export function findChoice(db: ReadDb, user: string, what: string): string | undefined {
  return prepared<[string, string], { value: string }>(db, sql.choice).get(user, what)?.value
}

export function keepChoice(db: WriteDb, user: string, what: string, value: string): void {
  prepared(db, sql.keepChoice).run(user, what, value)
}

export function dropChoice(db: WriteDb, user: string, what: string): void {
  prepared(db, sql.dropChoice).run(user, what)
}
