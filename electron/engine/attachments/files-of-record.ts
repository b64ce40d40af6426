import { type FileEntry, fileKey, filesOf, readFileEntry } from '../../../shared/attachments/entry'
import { AppError } from '../../../shared/errors'
import { kindOf } from '../../../shared/kinds'
import { takesFiles } from '../../../shared/kinds/define'
import { isDeleted, type State } from '../../../shared/sync/merge'
import { stateOf } from '../changes/project'
import type { OpenContext, ReadDb } from '../context'
import { ownState } from '../records/save'
import { requireOpen } from '../records/standing'

/** A record's attachment. @throws AppError `record.not-found`, `attachment.not-found` */
export function requireFile(db: ReadDb, record: string, file: string): FileEntry {
  const state = stateOf(db, record)
  if (!state) throw new AppError('record.not-found', { id: record })
  return entryIn(state, file)
}

/** @throws AppError `attachment.not-found` */
export function entryIn(state: State, file: string): FileEntry {
  const entry = readFileEntry(state.body[fileKey(file)])
  if (!entry) throw new AppError('attachment.not-found', { id: file })
  return entry
}

/** A record whose attachments this laptop may change. @throws AppError as `ownState`, `attachment.not-allowed`, `record.closed` */
export function stateForFiles(ctx: OpenContext, record: string): State {
  const state = ownState(ctx, record)
  if (isDeleted(state)) throw new AppError('record.not-found', { id: record })
  const kind = kindOf(state.kind)
  if (!takesFiles(kind)) throw new AppError('attachment.not-allowed', { kind: kind.label })
  requireOpen(kind, state.body)
  return state
}

/** The attachments of a record. @throws AppError `record.not-found` */
export function filesIn(db: ReadDb, record: string): ReturnType<typeof filesOf> {
  const state = stateOf(db, record)
  if (!state) throw new AppError('record.not-found', { id: record })
  return filesOf(state.body)
}
