import type { ReadDb, WriteDb } from '../context'
import { prepared } from '../db/prepared'

const sql = {
  own: 'INSERT INTO owned_blobs (hash, scope) VALUES (?, ?) ON CONFLICT DO NOTHING',
  isOwned: 'SELECT 1 FROM owned_blobs WHERE hash = ? AND scope = ?',
} as const

/**
 * Whether a scope has a content: it was added to a record of that scope here, or came from a computer that has such records.
 * A record alone gives nothing: whoever knows a hash can name it.
 */
export function isOwned(db: ReadDb, hash: string, scope: string): boolean {
  return prepared<[string, string]>(db, sql.isOwned).get(hash, scope) !== undefined
}

/** Notes that a scope has contents. */
export function ownContents(db: WriteDb, hashes: Iterable<string>, scope: string): void {
  for (const hash of hashes) prepared(db, sql.own).run(hash, scope)
}
