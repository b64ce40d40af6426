import type { ReadDb, WriteDb } from '../context'
import { namedQueries } from '../db/named-queries'
import { insertRows } from '../db/prepared'

/** What a step made of one record. */
export interface BulkChange {
  readonly record: string
  readonly change: string
}

const { all, run } = namedQueries({
  // What was taken back is no step any more, until that is taken back.
  ofBatch: `SELECT record, change FROM bulk_changes c WHERE batch = ?
            AND NOT EXISTS (SELECT 1 FROM bulk_undone u WHERE u.batch = c.batch) ORDER BY change DESC`,
  undone: 'INSERT INTO bulk_undone (batch, by) VALUES (?, ?)',
})

export function keepBatch(db: WriteDb, batch: string, steps: readonly BulkChange[]): void {
  insertRows(
    db,
    'INSERT INTO bulk_changes (batch, record, change)',
    steps.map(({ record, change }) => [batch, record, change]),
  )
}

/** The newest first; none for a step that was taken back. */
export function stepsOf(db: ReadDb, batch: string): readonly BulkChange[] {
  return all<BulkChange>(db, 'ofBatch', batch)
}

/** @param by the step that took it back */
export function markUndone(db: WriteDb, batch: string, by: string): void {
  run(db, 'undone', batch, by)
}
