import type { Kind } from '../../../shared/definition/define'
import type { ReadDb } from '../context'
import { prepared } from '../db/prepared'
import { planFilter, type Wanted } from '../lists/filter'
import { countQuery, everyRowQuery } from '../lists/list'
import type { ListOrder } from '../lists/walk'
import type { ViewRow } from '../records/queries'

/** How many records a ledger has. */
export function countRows(db: ReadDb, kind: Kind, wanted: Wanted, order: ListOrder): number {
  const { sql, params } = countQuery(planFilter(db, kind, wanted, order))
  return prepared<(string | number)[], { total: number }>(db, sql).get(...params)?.total ?? 0
}

/** A ledger's records one after the other, from one state of the database; nothing else may run on `db` meanwhile. */
export function eachRow(db: ReadDb, kind: Kind, wanted: Wanted, order: ListOrder): IterableIterator<ViewRow> {
  const { sql, params } = everyRowQuery(planFilter(db, kind, wanted, order), order)
  return db.prepare<(string | number)[], ViewRow>(sql).iterate(...params)
}
