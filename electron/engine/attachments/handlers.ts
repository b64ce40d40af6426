import { createHash } from 'node:crypto'
import { type FileEntry, fileKey } from '../../../shared/attachments/entry'
import type { AuditAction } from '../../../shared/audit/actions'
import type { Output } from '../../../shared/contract'
import { edited } from '../../../shared/editing/planned'
import { AppError } from '../../../shared/errors'
import type { Json } from '../../../shared/json'
import { openBlobStore } from '../blobs/blob-store'
import type { OpenContext } from '../context'
import { isOnlyLookedAt } from '../db/open'
import { writeChosen } from '../files/in-passing'
import type { Calls, Handlers } from '../handler'
import { handOut } from '../handout/hand-out'
import { addAttachment, captioned } from './add'
import { entryIn, filesIn, openForFiles, requireShown } from './files-of-record'
import { printPhotos } from './photo-paper'
import { shownContent } from './shown-picture'

export const attachmentHandlers = {
  'attachments.add': addAttachment,
  'attachments.remove': (ctx, { record, file }) => setFile(ctx, record, file, () => null),
  'attachments.caption': (ctx, { record, file, caption }) =>
    setFile(ctx, record, file, ({ caption: _, ...entry }) => ({ ...entry, ...captioned(caption) })),
  'attachments.mark': (ctx, { record, file, sensitive }) => {
    const written = setFile(ctx, record, file, (entry) => ({ ...entry, sensitive }))
    ctx.audit('attachments.mark', { record, file, sensitive: sensitive ? 1 : 0 })
    return written
  },
  'attachments.list': (ctx, { record }) => listFiles(ctx, record),
  'attachments.read': (ctx, { record, file }) => {
    const { entry, content } = contentOf(ctx, record, file)
    note(ctx, 'attachments.read', record, file)
    // Said by the content, not by the record: a bundle could call anything a picture.
    const shown = shownContent(entry.name, content)
    return { name: entry.name, type: shown.type, base64: Buffer.from(shown.content).toString('base64') }
  },
  'attachments.printPhotos': printPhotos,
  'attachments.thumbnail': (ctx, { record, file }) => ({ picture: thumbnailOf(ctx, record, file) }),
  'attachments.save': (ctx, { record, file, to }) => {
    const { content } = contentOf(ctx, record, file)
    const path = ctx.pathOf(to)
    const write = (): void => writeChosen(ctx, path, content)
    if (isOnlyLookedAt(ctx)) write()
    else handOut(ctx, 'attachments.save', { record, file }, write)
    return { bytes: content.length, sha256: createHash('sha256').update(content).digest('hex') }
  },
} satisfies Handlers<Calls<'attachments'>>

function setFile(ctx: OpenContext, record: string, file: string, next: (entry: FileEntry) => Json) {
  const own = openForFiles(ctx, record)
  const value = next(entryIn(own.state, file))
  const { change } = own.write(edited(ctx.user.role, own, { [fileKey(file)]: value }))
  return { file, record, change }
}

function listFiles(ctx: OpenContext, record: string): Output<'attachments.list'> {
  const store = openBlobStore(ctx)
  return {
    files: filesIn(ctx.db, record).map(({ entry, view }) => ({
      ...view,
      thumb: entry.thumb !== undefined && store.has(entry.thumb),
      missing: !store.has(entry.hash),
    })),
  }
}

/** The whole content, for who may see it. @throws AppError `attachment.missing`, `attachment.damaged` */
function contentOf(ctx: OpenContext, record: string, file: string): { entry: FileEntry; content: Buffer } {
  const { entry } = requireShown(ctx, record, file)
  const content = named(entry.name, () => openBlobStore(ctx).read(entry.hash))
  return { entry, content }
}

/** Who looked at what, where that can be noted. */
function note(ctx: OpenContext, action: AuditAction, record: string, file: string): void {
  if (!isOnlyLookedAt(ctx)) ctx.note(action, { record, file })
}

function thumbnailOf(
  ctx: OpenContext,
  record: string,
  file: string,
): Output<'attachments.thumbnail'>['picture'] {
  const { entry, sensitive } = requireShown(ctx, record, file)
  const { name, thumb } = entry
  const store = openBlobStore(ctx)
  if (thumb === undefined || !store.has(thumb)) return null
  const content = named(name, () => store.read(thumb))
  if (sensitive) note(ctx, 'attachments.thumbnail', record, file)
  const shown = shownContent(name, content)
  return { type: shown.type, base64: Buffer.from(shown.content).toString('base64') }
}

/** The store knows hashes only; people know their file by its name. */
function named<T>(file: string, work: () => T): T {
  try {
    return work()
  } catch (cause) {
    throw cause instanceof AppError ? new AppError(cause.code, { file }, { cause }) : cause
  }
}
