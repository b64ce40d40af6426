import { foldChanges } from '../../../shared/sync/merge'
import type { OpenContext, WriteDb } from '../context'
import { insertRows } from '../db/insert-rows'
import { writeMeta } from '../db/meta'
import { withBulkWrites } from '../db/open'
import { openRecordIndex, type RecordIndex } from '../search/index-records'
import { shownOf } from './derived'
import { changesOf } from './log'
import { rowFromState } from './project'
import { changeQuery, insertIntoRecords } from './queries'

/** Records made before they are written. */
const BATCH = 128

const empty = `
  DELETE FROM records; DELETE FROM match_keys;
  INSERT INTO search (search) VALUES ('delete-all')`

/**
 * Makes all that is made out of the log anew: the records, and the search index. Works in one transaction of its own,
 * so call it outside one.
 * Some five thousand records a second.
 */
export function projectAll(db: WriteDb, dataKey: OpenContext['dataKey']): void {
  const work = db.transaction(() => {
    const count = db.prepare('SELECT count(*) FROM records').pluck().get()
    db.exec(empty)
    const index = openRecordIndex({ db, dataKey }, Number(count))
    let rid = 0
    for (
      let records = recordsAfter(db, '');
      records.length > 0;
      records = recordsAfter(db, records.at(-1) ?? '')
    ) {
      project(db, index, records, rid)
      rid += records.length
    }
    index.finish()
    writeMeta(db, 'projectionBehind', false)
  })
  withBulkWrites(db, () => work.immediate())
}

const recordsAfter = (db: WriteDb, after: string): readonly string[] =>
  changeQuery<{ record: string }>(db, 'recordsAfter')
    .all(after, BATCH)
    .map(({ record }) => record)

function project(db: WriteDb, index: RecordIndex, records: readonly string[], above: number): void {
  const rows: unknown[][] = []
  for (const id of records) {
    const state = foldChanges(changesOf(db, id))
    if (!state) continue
    const shown = shownOf(state)
    const written = rowFromState(state, shown)
    const rid = above + rows.length + 1
    rows.push([rid, id, ...Object.values(written)])
    index.put({ rid, kind: state.kind, deleted: written.deleted === 1, flat: shown.body })
  }
  insertRows(db, insertIntoRecords, rows)
}
