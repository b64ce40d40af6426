import { type Role, roles } from '../../../shared/rights'
import type { ReadDb, WriteDb } from '../context'
import { prepared } from '../db/prepared'

export interface StoredUser {
  readonly name: string
  readonly role: Role
  readonly createdAt: string
}

interface Stored {
  readonly name: string
  readonly role: string
  readonly created_at: string
}

const sql = {
  all: 'SELECT name, role, created_at FROM users WHERE removed_at IS NULL ORDER BY created_at, name',
  one: 'SELECT name, role, created_at FROM users WHERE name = ? AND removed_at IS NULL',
  // A name that was removed may come back, with a new key.
  add: `INSERT INTO users (name, role, created_at, removed_at) VALUES (?, ?, ?, NULL)
        ON CONFLICT (name) DO UPDATE SET role = excluded.role, created_at = excluded.created_at, removed_at = NULL
        WHERE removed_at IS NOT NULL`,
  remove: 'UPDATE users SET removed_at = ? WHERE name = ?',
  written: 'SELECT count(*) AS changes FROM changes WHERE author = ?',
  // Those who could sign in at a moment and no longer can.
  removedSince: 'SELECT name FROM users WHERE created_at <= @at AND removed_at > @at ORDER BY name',
  setRole: 'UPDATE users SET role = ? WHERE name = ?',
  forgetOperations: 'DELETE FROM operations WHERE at < ?',
  lastNoted: 'SELECT at FROM audit ORDER BY seq DESC LIMIT 1',
} as const

/**
 * Drops the stored answers of writes that are older by so many ms than `now`, and than what was noted last. A clock that runs ahead at a
 * sign-in must not make the last ones old. `now` in ms since 1970
 */
export function forgetOldOperations(db: WriteDb, now: number, kept: number): void {
  const noted = prepared<[], { at: string }>(db, sql.lastNoted).get()?.at
  if (noted === undefined) return
  const from = Math.min(now, Date.parse(noted)) - kept
  prepared(db, sql.forgetOperations).run(new Date(from).toISOString())
}

export function allUsers(db: ReadDb): StoredUser[] {
  return prepared<[], Stored>(db, sql.all).all().flatMap(asUser)
}

export function findUser(db: ReadDb, name: string): StoredUser | undefined {
  const row = prepared<[string], Stored>(db, sql.one).get(name)
  return row && asUser(row)[0]
}

/** The person's key stands in the file of keys (keys-file.ts). */
export function addUser(db: WriteDb, user: StoredUser): void {
  prepared(db, sql.add).run(user.name, user.role, user.createdAt)
}

/** The person signs in no more; what was written under the name stays. `at` is ISO 8601. */
export function removeUser(db: WriteDb, name: string, at: string): void {
  prepared(db, sql.remove).run(at, name)
}

/** The people who could sign in at `at` (ISO 8601) and were removed after it. */
export function removedSince(db: ReadDb, at: string): string[] {
  return prepared<[{ at: string }], string>(db, sql.removedSince).pluck().all({ at })
}

/** How many changes were written under a name. */
export function countChangesBy(db: ReadDb, user: string): number {
  return prepared<[string], { changes: number }>(db, sql.written).get(user)?.changes ?? 0
}

export function setRole(db: WriteDb, name: string, role: Role): void {
  prepared(db, sql.setRole).run(role, name)
}

/** A role that this version does not know gives no rights at all: the person is as good as absent. */
function asUser(row: Stored): StoredUser[] {
  const role = roles.find((known) => known === row.role)
  return role ? [{ name: row.name, role, createdAt: row.created_at }] : []
}
