import type { ReadDb } from '../context'
import { prepared } from './prepared'

const moment = `SELECT total_changes() AS own, data_version AS others FROM pragma_data_version`

/** By connection, how often something that it had written was taken back: SQLite's own counts only ever rise. */
const rollbacks = new WeakMap<ReadDb, number>()

/** Says that a transaction of this connection was rolled back, and what was remembered inside it with it. */
export function rolledBack(db: ReadDb): void {
  rollbacks.set(db, (rollbacks.get(db) ?? 0) + 1)
}

/** Which state of the database a connection sees: the same text as long as nothing was written or taken back. */
export const momentOf = (db: ReadDb): string =>
  JSON.stringify([prepared(db, moment).get(), rollbacks.get(db)])

/** What `read` makes of the database as a connection sees it now; made again only after something was written or taken back. */
export function remembered<T>(read: (db: ReadDb) => T): (db: ReadDb) => T {
  const known = new WeakMap<ReadDb, { readonly moment: string; readonly value: T }>()
  return (db) => {
    const now = momentOf(db)
    const last = known.get(db)
    if (last?.moment === now) return last.value
    const value = read(db)
    known.set(db, { moment: now, value })
    return value
  }
}

/**
 * What `make` makes of what `read` finds: the same object as long as `read` finds the same, whatever else was written.
 * @param read answers plain JSON
 */
export function rememberedAs<S, T>(read: (db: ReadDb) => S, make: (found: S) => T): (db: ReadDb) => T {
  const known = new WeakMap<ReadDb, { readonly found: string; readonly value: T }>()
  return remembered((db) => {
    const source = read(db)
    const found = JSON.stringify(source)
    const last = known.get(db)
    if (last?.found === found) return last.value
    const value = make(source)
    known.set(db, { found, value })
    return value
  })
}
