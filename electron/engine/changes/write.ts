import { editValues } from '../../../shared/editing/derived'
import type { Flat } from '../../../shared/shapes'
import type { ChangeText, LinedChange } from '../../../shared/sync/chain'
import { type Change, type Link, NUMBER, type Typed } from '../../../shared/sync/change'
import { nextReading } from '../../../shared/sync/hlc'
import type { Folding, State } from '../../../shared/sync/merge'
import { redactedBy } from '../../../shared/sync/redaction'
import { isOfficial } from '../../../shared/sync/site'
import type { OpenContext, Random } from '../context'
import type { FoundBy } from '../search/found-by'
import { openRecordIndex, type RecordIndex } from '../search/index-records'
import { keepClock, readClock } from './clock'
import { isDistrict } from './erased'
import { type Footing, openAppender, outlasts, redactionsOf } from './log'
import { openNamesakes, type Rooms, roomsByScope } from './namesakes'
import type { Projected } from './outcomes'
import { openProjector } from './project'

/**
 * The only way by which changes come into the log: each is appended to its stream and projected, and this site's clock
 * goes on.
 * It serves this site's edits and other sites' changes alike, inside the caller's transaction.
 */
export interface ChangeWriter {
  stateOf(record: string): State | undefined
  /** What of a record's state costs nothing to know. */
  standingOf(record: string): Folding['standing']
  /** The id under which a record is kept that a change of this stream names. */
  idOf(stream: Pick<Change, 'site' | 'scope'>, record: string): string
  /** Moves this site's clock on to `now` (milliseconds) and gives the reading of its next change. @param over what that replaces */
  nextClock(over: Change['over'], now: number): string
  /** Writes the next change of this site, and answers the record as it then stands. */
  write(told: Typed): State
  /** Writes the next change of this site that makes no record: it says who is who. @returns its id */
  say(told: Omit<Typed, 'clock' | 'at'>): string
  /** How a change that came meets what is held of its stream. @param hash of its line */
  standing(change: Link, hash: string): Footing
  /**
   * Takes a change that came, next on a tip or the beginning of a branch. Its record is named as it is kept. @param text of its line. @param foundBy made of its values. @throws RangeError when it has no place
   */
  take(lined: LinedChange, text: ChangeText, foundBy?: FoundBy): void
  /**
   * Takes a change of which the caller tells afterwards whether it counts. @param text of its line. @throws RangeError
   * when it has no place
   */
  hold(lined: LinedChange, text: ChangeText): void
  /** Stores how far each branch has come. */
  settle(): void
  /** Makes these records anew, of what counts now, and erases what redactions among them name; after `settle`. */
  refold(records: Iterable<string>): void
  /** Stores how far each branch and this site's clock have come, writes the last rows, and says what happened. */
  finish(): Projected
}

/**
 * @see ChangeWriter. @param index brought up to date with each row; absent for a caller that only looks what would
 * become of changes. @param rooms whose records are whose
 */
export function openWriter(ctx: OpenContext, index?: RecordIndex, rooms: Rooms = roomsByScope): ChangeWriter {
  const { db } = ctx
  const log = openAppender(db)
  const projector = openProjector(db, log, index)
  const names = openNamesakes(db, rooms)
  const before = readClock(db)
  let clock = before
  /** A redaction of the district's takes the values of its record away, whether they came before it or come after. */
  function eraseBy(change: Change): void {
    const said = redactedBy(change)
    if (said === undefined || !isDistrict(db, change.site)) return
    const record = idOf(change, said)
    log.erase(record, change)
    projector.drop(record)
    // A redaction is never erased, whatever it calls its own record; a unit neither.
    if (outlasts(db, record)) projector.refold(record)
  }

  function idOf(stream: Pick<Change, 'site' | 'scope'>, said: string): string {
    const { local, gaveWay } = names.keep(stream, said)
    if (gaveWay !== undefined) {
      projector.drop(said)
      projector.refold(gaveWay)
    }
    return local
  }

  return {
    idOf,
    standing: log.standing,
    stateOf: projector.stateOf,
    standingOf: projector.standingOf,
    nextClock(over, now) {
      clock = nextReading(clock, Object.values(over).flat(), now)
      return clock
    },
    write(told) {
      const { change, set } = log.extend(told, newSalt(ctx.random), names.said(told.record))
      projector.apply(change, set)
      const state = projector.stateOf(change.record)
      if (!state) throw new RangeError('a change makes its record')
      eraseBy(change)
      return state
    },
    say(told) {
      const now = ctx.clock.now()
      clock = nextReading(clock, [], now)
      const said = { ...told, clock, at: new Date(now).toISOString() }
      return log.extend(said, newSalt(ctx.random)).change.id
    },
    take(lined, text, foundBy) {
      const { change } = lined
      log.place(lined, text)
      if (!isOfficial(change) && !log.isErased(change)) projector.apply(change, text.set, foundBy)
      eraseBy(change)
    },
    hold: log.place,
    settle: log.finish,
    refold(records) {
      const counting = [...records]
      for (const record of counting) projector.refold(record)
      // A redaction that came before it counted erases now.
      for (const record of counting) for (const change of redactionsOf(db, record)) eraseBy(change)
    },
    finish() {
      log.finish()
      if (clock !== before) keepClock(db, clock)
      return projector.finish()
    },
  }
}

/** 12 random bytes in base64. */
export const newSalt = (random: Random): string => Buffer.from(random.bytes(12)).toString('base64')

/** One edit made at this laptop. `set` names only the keys that change; `null` empties one. */
export interface LocalEdit {
  readonly record: string
  readonly kind: string
  readonly kindVersion: number
  readonly scope: string
  readonly set: Flat
  readonly reason?: string
}

/** What a written edit is known by. */
export interface Written {
  readonly id: string
  readonly change: string
  readonly number: string | null
}

/**
 * This site's edits of one call: each record is read once, and what was written is answered from there.
 * Inside the caller's transaction.
 */
export interface Editing {
  /** The record as it now stands, edits written just now included; `undefined` for one unknown here. */
  stateOf(record: string): State | undefined
  /**
   * Writes an edit as the next change of this site's own stream and projects it.
   * A change replaces every head of the keys it sets, so resolving a conflict is an edit like any other.
   * Unless an edit deletes or restores, it writes `$deleted: false`: an edit concurrent with a delete keeps the record.
   */
  write(edit: LocalEdit): Written
  /** Stores how far everything has come; nothing is written after it. */
  finish(): void
}

/** @see Editing. @param expected about how many edits there will be */
export function openEditing(ctx: OpenContext, expected = 1): Editing {
  const { site, user } = ctx
  const writer = openWriter(ctx, openRecordIndex(ctx, expected))
  return {
    stateOf: writer.stateOf,
    write(edit) {
      const now = ctx.clock.now()
      const record = writer.idOf({ site: site.id, scope: edit.scope }, edit.record)
      const { set, over } = editValues(writer.stateOf(record), edit.set)
      const told: Typed = {
        clock: writer.nextClock(over, now),
        site: site.id,
        scope: edit.scope,
        record,
        kind: edit.kind,
        kindVersion: edit.kindVersion,
        author: user.name,
        at: new Date(now).toISOString(),
        ...(edit.reason === undefined ? {} : { reason: edit.reason }),
        set,
        over,
      }
      return writtenAs(record, writer.write(told))
    },
    finish: () => void writer.finish(),
  }
}

/** Writes edits, all of one call. @returns what each is known by, in their order */
export function writeLocal(ctx: OpenContext, edits: readonly LocalEdit[]): Written[] {
  const editing = openEditing(ctx, edits.length)
  const written = edits.map(editing.write)
  editing.finish()
  return written
}

/** What a record is known by as it stands. */
export function writtenAs(id: string, { lastChange, body }: State): Written {
  const number = body[NUMBER]
  return { id, change: lastChange, number: typeof number === 'string' ? number : null }
}
