import type { Awaited } from '../../../shared/sync/merge'
import type { WriteDb } from '../context'
import { changeQuery } from './queries'

/** What every record waits for, out of an indexed table: of however many changes that never came, one is found at once. */
export interface AwaitedTable {
  /** @param knows whether the log holds a change of this record */
  of(record: string, knows: Awaited['knows']): Awaited
}

/** @see AwaitedTable. Inside one transaction. */
export function openAwaitedTable(db: WriteDb): AwaitedTable {
  // Hardly any record waits for anything, and so hardly any change asks.
  let isEmpty = changeQuery(db, 'anyAwaited').get() === undefined
  return {
    of: (record, knows) => ({
      knows,
      arrived: (id) =>
        isEmpty
          ? []
          : changeQuery<{ key: string }>(db, 'dropAwaited')
              .all(record, id)
              .map(({ key }) => key),
      add(key, id) {
        isEmpty = false
        changeQuery(db, 'addAwaited').run(record, id, key)
      },
      forget() {
        if (!isEmpty) changeQuery(db, 'forgetAwaited').run(record)
      },
    }),
  }
}

/** For `insertRows`. */
export const insertIntoAwaited = 'INSERT INTO awaited (record, id, key)'
