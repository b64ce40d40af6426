import { editValues } from '../../../shared/editing/values'
import type { Flat } from '../../../shared/shapes'
import { NUMBER, type Told } from '../../../shared/sync/change'
import type { State } from '../../../shared/sync/merge'
import type { OpenContext } from '../context'
import { openRecordIndex } from '../search/index-records'
import { openWriter } from './writer'

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
      const told: Omit<Told, 'seq'> = {
        clock: writer.nextClock(edit.record, now),
        site: site.id,
        scope: edit.scope,
        record: edit.record,
        kind: edit.kind,
        kindVersion: edit.kindVersion,
        author: user.name,
        at: new Date(now).toISOString(),
        ...(edit.reason === undefined ? {} : { reason: edit.reason }),
        ...editValues(writer.stateOf(edit.record), edit.set),
      }
      return writtenAs(edit.record, writer.write(told))
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
