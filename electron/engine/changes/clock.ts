import { CLOCK_START, type ClockReading } from '../../../shared/sync/hlc'
import type { ReadDb, WriteDb } from '../context'
import { readMeta, writeMeta } from '../db/meta'

/** The reading of the change that this profile wrote last. */
export function readClock(db: ReadDb): ClockReading {
  return readMeta(db, 'clock') ?? CLOCK_START
}

/** Keeps the reading, in the transaction that used it. */
export function keepClock(db: WriteDb, clock: ClockReading): void {
  writeMeta(db, 'clock', clock)
}
