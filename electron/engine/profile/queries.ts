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
  add: `INSERT INTO users (name, role, created_at, removed_at, recipient) VALUES (?, ?, ?, NULL, ?)
        ON CONFLICT (name) DO UPDATE SET role = excluded.role, created_at = excluded.created_at, removed_at = NULL,
        recipient = excluded.recipient
        WHERE removed_at IS NOT NULL`,
  remove: 'UPDATE users SET removed_at = ?, recipient = NULL WHERE name = ?',
  recipients: 'SELECT name, recipient FROM users WHERE removed_at IS NULL ORDER BY name',
  setRecipient: 'UPDATE users SET recipient = ? WHERE name = ? AND removed_at IS NULL',
  written: 'SELECT count(*) AS changes FROM changes WHERE author = ?',
  setRole: 'UPDATE users SET role = ? WHERE name = ?',
  forgetOperations: 'DELETE FROM operations WHERE at < ?',
} as const

/** Drops the stored answers of writes made before `at` (ISO 8601). */
export function forgetOperationsBefore(db: WriteDb, at: string): void {
  prepared(db, sql.forgetOperations).run(at)
}

export function allUsers(db: ReadDb): StoredUser[] {
  return prepared<[], Stored>(db, sql.all).all().flatMap(asUser)
}

export function findUser(db: ReadDb, name: string): StoredUser | undefined {
  const row = prepared<[string], Stored>(db, sql.one).get(name)
  return row && asUser(row)[0]
}

/** `recipient`: the public key of the person's key pair (keys-file.ts). */
export function addUser(db: WriteDb, user: StoredUser, recipient: string): void {
  prepared(db, sql.add).run(user.name, user.role, user.createdAt, recipient)
}

/** The person signs in no more; what was written under the name stays. `at` is ISO 8601. */
export function removeUser(db: WriteDb, name: string, at: string): void {
  prepared(db, sql.remove).run(at, name)
}

/** Everybody who can sign in → the public key that a new data key is given to; null for one from an older profile. */
export function recipientsOf(db: ReadDb): ReadonlyMap<string, string | null> {
  const rows = prepared<[], { name: string; recipient: string | null }>(db, sql.recipients).all()
  return new Map(rows.map(({ name, recipient }) => [name, recipient]))
}

export function setRecipient(db: WriteDb, name: string, recipient: string): void {
  prepared<[string, string]>(db, sql.setRecipient).run(recipient, name)
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
