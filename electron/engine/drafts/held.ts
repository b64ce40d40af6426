import type { ReadDb, WriteDb } from '../context'
import { prepared } from '../db/prepared'

const sql = {
  // A call that is repeated waits once: its operation is one.
  add: 'INSERT OR IGNORE INTO held (operation, user, call, input, files, at) VALUES (?, ?, ?, ?, ?, ?)',
  all: 'SELECT operation, user, call, input, files FROM held ORDER BY number',
  drop: 'DELETE FROM held WHERE operation = ?',
  count: 'SELECT count(*) AS count FROM held',
  addNote: 'INSERT INTO notes (user, action, detail, at) VALUES (?, ?, ?, ?)',
  notes: 'SELECT number, user, action, detail, at FROM notes ORDER BY number',
  dropNote: 'DELETE FROM notes WHERE number = ?',
} as const

/** A write that waits for the end of an import. */
export interface HeldWrite {
  readonly operation: string
  readonly user: string
  readonly call: string
  /** What the caller passed, before it was parsed. */
  readonly input: unknown
  /** The paths behind the tokens in it, by token. */
  readonly files: Readonly<Record<string, string>>
}

/** A row of the audit log that waits likewise. */
export interface HeldNote {
  readonly number: number
  readonly user: string
  readonly action: string
  readonly detail: Readonly<Record<string, string | number>>
  /** ISO 8601. */
  readonly at: string
}

/** Keeps a write behind those that wait; on the disk when this returns. @param at ISO 8601 */
export function holdWrite(
  drafts: WriteDb,
  { operation, user, call, input, files }: HeldWrite,
  at: string,
): void {
  prepared(drafts, sql.add).run(operation, user, call, JSON.stringify(input), JSON.stringify(files), at)
}

/** What waits, in the order in which it came. */
export function heldWrites(drafts: ReadDb): HeldWrite[] {
  return prepared<[], Record<keyof HeldWrite, string>>(drafts, sql.all)
    .all()
    .map(({ input, files, ...row }) => ({ ...row, input: JSON.parse(input), files: JSON.parse(files) }))
}

export function dropHeld(drafts: WriteDb, operation: string): void {
  prepared(drafts, sql.drop).run(operation)
}

export function countHeld(drafts: ReadDb): number {
  return prepared<[], { count: number }>(drafts, sql.count).get()?.count ?? 0
}

export function holdNote(drafts: WriteDb, { user, action, detail, at }: Omit<HeldNote, 'number'>): void {
  prepared(drafts, sql.addNote).run(user, action, JSON.stringify(detail), at)
}

export function heldNotes(drafts: ReadDb): HeldNote[] {
  return prepared<[], Omit<HeldNote, 'detail'> & { detail: string }>(drafts, sql.notes)
    .all()
    .map(({ detail, ...row }) => ({ ...row, detail: JSON.parse(detail) }))
}

export function dropNote(drafts: WriteDb, number: number): void {
  prepared(drafts, sql.dropNote).run(number)
}
