import { editValues } from '../../../shared/editing/derived'
import type { Flat } from '../../../shared/shapes'
import type { ChainHead } from '../../../shared/sync/chain'
import { type Change, NUMBER } from '../../../shared/sync/change'
import { idAt, readingOver, receive, tick } from '../../../shared/sync/hlc'
import type { State } from '../../../shared/sync/merge'
import type { OpenContext } from '../context'
import { openRecordIndex, type RecordIndex } from '../search/index-records'
import { keepClock, readClock } from './clock'
import { type HashedText, openAppender } from './log'
import type { Projected } from './outcomes'
import { openProjector } from './project'

/** The canonical texts of a change that arrived: its hashed line, and what it sets. */
export interface ArrivedText extends HashedText {
  readonly set: string
}

/**
 * The only way by which changes come into the log: each is appended to its stream and projected, and this site's clock
 * goes on.
 * It serves this site's edits and other sites' changes alike, inside the caller's transaction.
 */
export interface ChangeWriter {
  /** Where the chain of a stream stands, changes written just now included. */
  head(site: string, scope: string): ChainHead
  /** Whether the log holds this change of this record. */
  knows(record: string, id: string): boolean
  stateOf(record: string): State | undefined
  /**
   * Moves this site's clock on to `now` (milliseconds) and names its next change of a record. The change sorts after
   * all that is known of the record.
   */
  nextId(record: string, now: number): string
  /**
   * Writes a change of this site that `nextId` named, and answers the record as it then stands. @throws RangeError when
   * it is not the next of its stream (a fault of the caller)
   */
  write(change: Change): State
  /**
   * Writes a change that has its clock from elsewhere: this site's clock goes on from it. @param text where the caller
   * has it @throws RangeError as `write`
   */
  take(change: Change, text?: ArrivedText): void
  /** Stores how far each stream and this site's clock have come, writes the last rows, and says what happened. */
  finish(): Projected
}

/**
 * @see ChangeWriter. @param index brought up to date with each row; absent for a caller that only looks what would
 * become of changes
 */
export function openWriter(ctx: OpenContext, index?: RecordIndex): ChangeWriter {
  const { db, site } = ctx
  const log = openAppender(db)
  const projector = openProjector(db, log, index)
  const opened = ctx.clock.now()
  const before = readClock(db)
  let clock = before
  return {
    head: log.head,
    knows: log.knows,
    stateOf: projector.stateOf,
    nextId(record, now) {
      clock = tick(clock, now)
      return idAt(readingOver(clock, projector.stateOf(record)?.lastChange), site.id)
    },
    write(change) {
      log.append(change)
      return projector.apply(change)
    },
    take(change, text) {
      log.append(change, text)
      projector.apply(change, text?.set)
      clock = receive(clock, change.id, opened)
    },
    finish() {
      log.finish()
      if (clock !== before) keepClock(db, clock)
      return projector.finish()
    },
  }
}

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
      const head = writer.head(site.id, edit.scope)
      const change: Change = {
        id: writer.nextId(edit.record, now),
        site: site.id,
        scope: edit.scope,
        seq: head.seq + 1,
        prev: head.hash,
        record: edit.record,
        kind: edit.kind,
        kindVersion: edit.kindVersion,
        author: user.name,
        at: new Date(now).toISOString(),
        ...(edit.reason === undefined ? {} : { reason: edit.reason }),
        ...editValues(writer.stateOf(edit.record), edit.set),
      }
      return writtenAs(edit.record, writer.write(change))
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
