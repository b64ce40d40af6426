import { CLOCK_START, type ClockReading } from '../../../shared/sync/hlc'
import type { ReadDb, WriteDb } from '../context'
import { changeQuery } from './queries'

/** The newest reading this profile has given or adopted. */
export function readClock(db: ReadDb): ClockReading {
  return changeQuery<{ value: string }>(db, 'clock').get()?.value ?? CLOCK_START
}

/** Keeps the reading, in the transaction that used it. */
export function keepClock(db: WriteDb, clock: ClockReading): void {
  changeQuery(db, 'setClock').run(clock)
}
