import { knownKind } from '../../../shared/kinds'
import type { FlatBody } from '../../../shared/kinds/patch'
import { searchTerms } from '../../../shared/kinds/search-text'
import type { WriteDb } from '../context'
import { prepared } from '../db/prepared'

const read = 'SELECT kind, body FROM records WHERE rid = ?'
const write = 'INSERT OR REPLACE INTO search (rowid, terms) VALUES (?, ?)'

/**
 * Brings the search index up to date for these rows of `records`; part of the caller's transaction. Deleted records stay
 * in it: the recycle bin is searched too. Kinds that this version does not know are not searched.
 */
export function indexRecords(db: WriteDb, rids: readonly number[]): void {
  const readRow = prepared<[number], { kind: string; body: string }>(db, read)
  const writeTerms = prepared<[number, string]>(db, write)
  for (const rid of rids) {
    const row = readRow.get(rid)
    const kind = row && knownKind(row.kind)
    if (kind) writeTerms.run(rid, searchTerms(kind, JSON.parse(row.body) as FlatBody))
  }
}
