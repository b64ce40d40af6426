import {
  type FileEntry,
  type FileView,
  fileKey,
  filesOf,
  fileViews,
  readFileEntry,
} from '../../../shared/attachments/entry'
import { takesFiles } from '../../../shared/definition/define'
import { isSaidSensitive, requireOpen } from '../../../shared/editing/allowed'
import { AppError } from '../../../shared/errors'
import { knownKind } from '../../../shared/kinds'
import { requireRight } from '../../../shared/rights'
import { isDeleted, type State } from '../../../shared/sync/merge'
import { stateOf } from '../changes/project'
import type { OpenContext, ReadDb } from '../context'
import { type OwnRecord, openOwn } from '../records/own'

/**
 * A record's attachment, to be shown: one with ID cards and the like is shown to nobody who sees their numbers shortened.
 * @throws AppError `record.not-found`, `attachment.not-found`, `right.missing`
 */
export function requireShown(
  ctx: OpenContext,
  record: string,
  file: string,
): { readonly entry: FileEntry; readonly sensitive: boolean } {
  const state = stateOf(ctx.db, record)
  if (!state) throw new AppError('record.not-found', { id: record })
  const entry = entryIn(state, file)
  const sensitive = isSaidSensitive(state, fileKey(file))
  if (sensitive) requireRight(ctx.user.role, 'record.unmask')
  return { entry, sensitive }
}

/** @throws AppError `attachment.not-found` */
export function entryIn(state: State, file: string): FileEntry {
  const entry = readFileEntry(state.body[fileKey(file)])
  if (!entry) throw new AppError('attachment.not-found', { id: file })
  return entry
}

/** A record whose attachments this laptop may change. @throws AppError as `openOwn`, `attachment.not-allowed`, `record.closed` */
export function openForFiles(ctx: OpenContext, record: string): OwnRecord {
  const own = openOwn(ctx, record)
  const { kind, state } = own
  if (isDeleted(state)) throw new AppError('record.not-found', { id: record })
  if (!takesFiles(kind)) throw new AppError('attachment.not-allowed', { kind: kind.label })
  requireOpen(kind, state.body)
  return own
}

/** The attachments of a record. @throws AppError `record.not-found` */
export function filesIn(
  db: ReadDb,
  record: string,
): readonly { readonly entry: FileEntry; readonly view: FileView }[] {
  const state = stateOf(db, record)
  if (!state) throw new AppError('record.not-found', { id: record })
  const views = new Map(fileViews(state.body, knownKind(state.kind)).map((view) => [view.id, view]))
  return filesOf(state.body).flatMap(({ id, entry }) => {
    const view = views.get(id)
    return view ? [{ entry, view: { ...view, sensitive: isSaidSensitive(state, fileKey(id)) } }] : []
  })
}
