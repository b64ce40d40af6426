import type { ChainHead, ChangeText, LinedChange } from '../../../shared/sync/chain'
import type { Link, Told } from '../../../shared/sync/change'
import { readingOver, receive, tick } from '../../../shared/sync/hlc'
import type { State } from '../../../shared/sync/merge'
import type { OpenContext } from '../context'
import type { RecordIndex } from '../search/index-records'
import { keepClock, readClock } from './clock'
import { openAppender, type Standing } from './log'
import type { Projected } from './outcomes'
import { openProjector } from './project'

/**
 * The only way by which changes come into the log: each is appended to its stream and projected, and this site's clock
 * goes on.
 * It serves this site's edits and other sites' changes alike, inside the caller's transaction.
 */
export interface ChangeWriter {
  /** Where an own stream stands, changes written just now included. */
  head(site: string, scope: string): ChainHead
  stateOf(record: string): State | undefined
  /**
   * Moves this site's clock on to `now` (milliseconds) and gives the reading of its next change of a record. The change
   * sorts after all that is known of the record.
   */
  nextClock(record: string, now: number): string
  /** Writes the next change of this site, and answers the record as it then stands. */
  write(told: Omit<Told, 'seq'>): State
  /** How a change that came meets what is held of its stream. @param hash of its line */
  standing(change: Link, hash: string): Standing
  /**
   * Takes a change that came, next on a tip or the beginning of a branch: this site's clock goes on from it.
   * @param text of its line. @throws RangeError when it has no place
   */
  take(lined: LinedChange, text: ChangeText): void
  /** Stores how far each branch and this site's clock have come, writes the last rows, and says what happened. */
  finish(): Projected
}

/**
 * @see ChangeWriter. @param index brought up to date with each row; absent for a caller that only looks what would
 * become of changes
 */
export function openWriter(ctx: OpenContext, index?: RecordIndex): ChangeWriter {
  const { db } = ctx
  const log = openAppender(db)
  const projector = openProjector(db, log, index)
  const opened = ctx.clock.now()
  const before = readClock(db)
  let clock = before
  return {
    head: log.head,
    standing: log.standing,
    stateOf: projector.stateOf,
    nextClock(record, now) {
      clock = tick(clock, now)
      return readingOver(clock, projector.stateOf(record)?.lastChange)
    },
    write(told) {
      const { change, set } = log.extend(told)
      return projector.apply(change, set)
    },
    take(lined, text) {
      log.place(lined, text)
      projector.apply(lined.change, text.set)
      clock = receive(clock, lined.change.clock, opened)
    },
    finish() {
      log.finish()
      if (clock !== before) keepClock(db, clock)
      return projector.finish()
    },
  }
}
