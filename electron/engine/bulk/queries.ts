import type { ReadDb, WriteDb } from '../context'
import { namedQueries } from '../db/named-queries'
import { insertRows } from '../db/prepared'

/** What a step made of one record. */
export interface BulkChange {
  readonly record: string
  readonly change: string
}

const { all, run } = namedQueries({
  ofBatch: 'SELECT record, change FROM bulk_changes WHERE batch = ? ORDER BY change DESC',
  drop: 'DELETE FROM bulk_changes WHERE batch = ?',
})

export function keepBatch(db: WriteDb, batch: string, steps: readonly BulkChange[]): void {
  insertRows(
    db,
    'INSERT INTO bulk_changes (batch, record, change)',
    steps.map(({ record, change }) => [batch, record, change]),
  )
}

/** The newest first. */
export function stepsOf(db: ReadDb, batch: string): readonly BulkChange[] {
  return all<BulkChange>(db, 'ofBatch', batch)
}

export function dropBatch(db: WriteDb, batch: string): void {
  run(db, 'drop', batch)
}
