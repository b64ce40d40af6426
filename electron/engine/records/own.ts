import { requireOwner, requireOwnScope } from '../../../shared/editing/allowed'
import type { StandingRecord } from '../../../shared/editing/edit-context'
import { AppError } from '../../../shared/errors'
import { kindOf } from '../../../shared/kinds'
import type { Flat } from '../../../shared/shapes'
import { type Editing, type LocalEdit, openEditing, type Written, writtenAs } from '../changes/write'
import type { OpenContext, ReadDb } from '../context'
import { lastChangeOf } from './queries'

/** A record that this laptop may write, read once: it is edited, and the answer given, from the same state. */
export interface OwnRecord extends StandingRecord {
  /** Writes what is set, tells the listeners, and answers what was saved; writes nothing where nothing is set. */
  write(set: Flat, reason?: string): Written
}

/** @see OwnRecord. @throws AppError `record.not-found`, `record.wrong-owner`, `record.out-of-scope` */
export function openOwn(ctx: OpenContext, id: string): OwnRecord {
  const editing = openEditing(ctx)
  const standing = standingOwn(ctx, editing, id)
  return {
    ...standing,
    write(set, reason) {
      if (Object.keys(set).length === 0) return writtenAs(id, standing.state)
      return writeOne(ctx, editing, editOf(standing, set, reason))
    },
  }
}

/** A record as it stands, when this laptop may write it. @throws AppError as `openOwn` */
export function standingOwn(ctx: OpenContext, editing: Editing, id: string): StandingRecord {
  const state = editing.stateOf(id)
  if (!state) throw new AppError('record.not-found', { id })
  const kind = kindOf(state.kind)
  requireOwner(ctx, kind)
  requireOwnScope(ctx, state.scope)
  return { id, kind, state }
}

/** An edit of an existing record in its own scope. @param reason what a person gave for it */
export function editOf({ id, kind, state }: StandingRecord, set: Flat, reason?: string): LocalEdit {
  return {
    record: id,
    kind: kind.name,
    kindVersion: kind.version,
    scope: state.scope,
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
export function requireSeen(db: ReadDb, { id, state }: StandingRecord, seen: string | undefined): void {
  if (seen === undefined || seen === state.lastChange) return
  throw new AppError('record.changed', { by: lastChangeOf(db, id, state.lastChange).author })
}
