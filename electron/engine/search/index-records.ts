import { knownKind } from '../../../shared/kinds'
import type { FlatBody } from '../../../shared/kinds/patch'
import { searchTerms } from '../../../shared/kinds/search-text'
import type { OpenContext } from '../context'
import { prepared } from '../db/prepared'
import { indexMatches } from '../duplicates/match-index'
import { matchKeyOf } from '../duplicates/match-key'

const read = 'SELECT kind, deleted, body FROM records WHERE rid = ?'
const write = 'INSERT OR REPLACE INTO search (rowid, terms) VALUES (?, ?)'

/**
 * Brings what records are found by up to date for these rows of `records`: the search index, and the keys that possible
 * duplicates are found by; part of the caller's transaction. Deleted records stay in the search index: the recycle bin is
 * searched too. Kinds that this version does not know are not searched.
 */
export function indexRecords(
  { db, dataKey }: Pick<OpenContext, 'db' | 'dataKey'>,
  rids: readonly number[],
): void {
  const readRow = prepared<[number], { kind: string; deleted: number; body: string }>(db, read)
  const writeTerms = prepared<[number, string]>(db, write)
  const keyOf = matchKeyOf(dataKey)
  for (const rid of rids) {
    const row = readRow.get(rid)
    const kind = row && knownKind(row.kind)
    if (!row || !kind) continue
    const flat = JSON.parse(row.body) as FlatBody
    writeTerms.run(rid, searchTerms(kind, flat))
    indexMatches(db, keyOf, kind, { rid, deleted: row.deleted === 1, flat })
  }
}
