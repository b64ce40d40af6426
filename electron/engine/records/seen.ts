import { AppError } from '../../../shared/errors'
import type { State } from '../../../shared/sync/merge'
import type { ReadDb } from '../context'
import { lastChangeOf } from './queries'

/**
 * Refuses a write by somebody who has not seen the record as it is; `seen` absent asks nothing.
 * @throws AppError `record.changed` with who wrote last
 */
export function requireSeen(db: ReadDb, id: string, state: State, seen: string | undefined): void {
  if (seen === undefined || seen === state.lastChange) return
  throw new AppError('record.changed', { by: lastChangeOf(db, id, state.lastChange).author })
}
