import type { ReadDb } from '../context'
import { prepared } from './prepared'

const moment = `SELECT total_changes() AS own, data_version AS others FROM pragma_data_version`

/** What `read` makes of the database as a connection sees it now; made again only after something was written. */
export function remembered<T>(read: (db: ReadDb) => T): (db: ReadDb) => T {
  const known = new WeakMap<ReadDb, { readonly moment: string; readonly value: T }>()
  return (db) => {
    const now = JSON.stringify(prepared(db, moment).get())
    const last = known.get(db)
    if (last?.moment === now) return last.value
    const value = read(db)
    known.set(db, { moment: now, value })
    return value
  }
}
