import { knownKind } from '../../../shared/kinds'
import type { FlatBody } from '../../../shared/kinds/patch'
import { searchTerms } from '../../../shared/kinds/search-text'
import type { OpenContext, WriteDb } from '../context'
import { readMeta, writeMeta } from '../db/meta'
import { prepared } from '../db/prepared'
import { indexMatches } from '../duplicates/match-index'
import { matchKeyOf } from '../duplicates/match-key'

const read = 'SELECT kind, deleted, body FROM records WHERE rid = ?'
const write = 'INSERT OR REPLACE INTO search (rowid, terms) VALUES (?, ?)'
const readAfter = 'SELECT rid, kind, body FROM records WHERE rid > ? ORDER BY rid LIMIT ?'

/** Raised when terms are made otherwise than before, so that every record is indexed anew; 2: choices out of dictionaries. */
const FORM = 2
/** Records read at once while the index is made anew. */
const BATCH = 1000

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

/** Indexes every record anew after an update of the program that makes terms otherwise; runs at every open, mostly for nothing. */
export function reconcileSearch(db: WriteDb): void {
  if (readMeta(db, 'searchForm') === FORM) return
  const readRows = prepared<[number, number], { rid: number; kind: string; body: string }>(db, readAfter)
  const writeTerms = prepared<[number, string]>(db, write)
  db.transaction(() => {
    for (
      let rows = readRows.all(0, BATCH);
      rows.length > 0;
      rows = readRows.all(rows.at(-1)?.rid ?? 0, BATCH)
    )
      for (const { rid, kind: name, body } of rows) {
        const kind = knownKind(name)
        if (kind) writeTerms.run(rid, searchTerms(kind, JSON.parse(body) as FlatBody))
      }
    writeMeta(db, 'searchForm', FORM)
  }).immediate()
}
