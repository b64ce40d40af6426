import { requireOwner, requireOwnScope } from '../../../shared/editing/allowed'
import { AppError } from '../../../shared/errors'
import { kindOf } from '../../../shared/kinds'
import type { Flat } from '../../../shared/shapes'
import type { State } from '../../../shared/sync/merge'
import { type Editing, type LocalEdit, openEditing, type Written, writtenAs } from '../changes/write'
import type { OpenContext, ReadDb } from '../context'
import { lastChangeOf } from './queries'

/** A record that this laptop may write, read once: it is edited, and the answer given, from the same state. */
export interface OwnRecord {
  readonly id: string
  readonly state: State
  /** Writes what is set, tells the listeners, and answers what was saved; writes nothing where nothing is set. */
  write(set: Flat, reason?: string): Written
}

/** @see OwnRecord. @throws AppError `record.not-found`, `record.wrong-owner`, `record.out-of-scope` */
export function openOwn(ctx: OpenContext, id: string): OwnRecord {
  const editing = openEditing(ctx)
  const state = ownState(ctx, editing, id)
  return {
    id,
    state,
    write(set, reason) {
      if (Object.keys(set).length === 0) return writtenAs(id, state)
      return writeOne(ctx, editing, editOf(id, state, set, reason))
    },
  }
}

/** A record as it stands, when this laptop may write it. @throws AppError as `openOwn` */
export function ownState(ctx: OpenContext, editing: Editing, id: string): State {
  const state = editing.stateOf(id)
  if (!state) throw new AppError('record.not-found', { id })
  requireOwner(ctx, kindOf(state.kind))
  requireOwnScope(ctx, state.scope)
  return state
}

/** An edit of an existing record in its own scope. @param reason what a person gave for it */
export function editOf(id: string, { kind, scope }: State, set: Flat, reason?: string): LocalEdit {
  return {
    record: id,
    kind,
    kindVersion: kindOf(kind).version,
    scope,
    set,
    ...(reason !== undefined && { reason }),
  }
}

/** Writes one edit, ends the editing and tells the listeners. */
export function writeOne(ctx: OpenContext, editing: Editing, edit: LocalEdit): Written {
  const written = editing.write(edit)
  editing.finish()
  ctx.emit('changed', { kinds: [edit.kind] })
  return written
}

/**
 * Refuses a write by somebody who has not seen the record as it is; `seen` absent asks nothing.
 * @throws AppError `record.changed` with who wrote last
 */
export function requireSeen(db: ReadDb, id: string, state: State, seen: string | undefined): void {
  if (seen === undefined || seen === state.lastChange) return
  throw new AppError('record.changed', { by: lastChangeOf(db, id, state.lastChange).author })
}
