import { basename } from 'node:path'
import { type CleanContent, cleanContent, fileTypes, isPicture } from '../../../shared/attachments/content'
import {
  type FileEntry,
  fileKey,
  filesOf,
  hashesIn,
  isSensitive,
  MAX_FILE_BYTES,
  MAX_FILES,
  MAX_NAME,
  MAX_THUMB_BYTES,
  PHOTO_SIDE,
} from '../../../shared/attachments/entry'
import type { Output, Parsed } from '../../../shared/contract'
import { edited } from '../../../shared/editing/planned'
import { AppError } from '../../../shared/errors'
import { type BlobStore, openBlobStore } from '../blobs/blob-store'
import { ownContents } from '../blobs/owned'
import type { OpenContext } from '../context'
import { readChosen } from '../files/in-passing'
import { newId } from '../new-id'
import { openForFiles } from './files-of-record'

type AddInput = Parsed<'attachments.add'>

/** Keeps a file's content and names it in its record. The content first: a record never names what was not written. */
export function addAttachment(ctx: OpenContext, input: AddInput): Output<'attachments.add'> {
  const own = openForFiles(ctx, input.record)
  if (filesOf(own.state.body).length >= MAX_FILES)
    throw new AppError('attachment.too-many', { max: MAX_FILES })
  const { name, bytes } = sourceOf(ctx, input.source)
  const clean = cleaned(name, bytes)
  requireSide(name, clean)
  const store = openBlobStore(ctx)
  const { width, height } = clean
  const entry: FileEntry = {
    hash: store.put(clean.content),
    name: tidyName(name, clean.type),
    type: clean.type,
    bytes: clean.content.length,
    ...(width === undefined || height === undefined ? {} : { width, height }),
    ...captioned(input.caption),
    // Written down either way: what the kind notes may become less in a later version.
    sensitive: input.sensitive ?? isSensitive({}, own.kind),
    ...(input.thumb === undefined ? {} : { thumb: putThumb(store, name, input.thumb) }),
  }
  ownContents(ctx.db, hashesIn({ [fileKey('')]: entry }), own.state.scope)
  const file = newId(ctx)
  const { change } = own.write(edited(ctx.user.role, own, { [fileKey(file)]: entry }))
  return { file, record: input.record, change, name: entry.name, type: entry.type, bytes: entry.bytes }
}

/** The caption as it is kept: one line, nothing when empty. */
export function captioned(caption: string | undefined): { caption?: string } {
  const text = (caption ?? '').normalize('NFC').toWellFormed().replace(/\s+/g, ' ').trim()
  return text === '' ? {} : { caption: text }
}

/** @throws AppError `attachment.wrong-type`, `attachment.damaged` */
function cleaned(file: string, bytes: Uint8Array): CleanContent {
  const clean = cleanContent(bytes)
  if (clean === 'wrong-type') throw new AppError('attachment.wrong-type', { file })
  if (clean === 'damaged') throw new AppError('attachment.damaged', { file })
  return clean
}

/**
 * The window makes photos small before it hands them over; whatever comes another way is measured here, because the engine
 * has nothing to redraw a picture with. Documents have no pixels. @throws AppError `attachment.too-wide`
 */
function requireSide(file: string, { width = 0, height = 0 }: CleanContent): void {
  if (Math.max(width, height) > PHOTO_SIDE)
    throw new AppError('attachment.too-wide', { file, width, height, max: PHOTO_SIDE })
}

function putThumb(store: BlobStore, file: string, base64: string): string {
  const clean = cleaned(file, Buffer.from(base64, 'base64'))
  if (!isPicture(clean.type)) throw new AppError('attachment.wrong-type', { file })
  requireSize(file, clean.content.length, MAX_THUMB_BYTES)
  return store.put(clean.content)
}

function sourceOf(ctx: OpenContext, source: AddInput['source']): { name: string; bytes: Uint8Array } {
  if ('file' in source) {
    const path = ctx.pathOf(source.file)
    const name = basename(path)
    return { name, bytes: readChosen(ctx, path, (bytes) => requireSize(name, bytes, MAX_FILE_BYTES)) }
  }
  const bytes = Buffer.from(source.bytes, 'base64')
  requireSize(source.name, bytes.length, MAX_FILE_BYTES)
  return { name: source.name, bytes }
}

/** @throws AppError `attachment.too-large` */
function requireSize(file: string, bytes: number, most: number): void {
  if (bytes > most) throw new AppError('attachment.too-large', { file, max: sizeText(most) })
}

const sizeText = (bytes: number): string =>
  bytes >= 1024 * 1024 ? `${bytes / 1024 / 1024} MB` : `${bytes / 1024} KB`

/** The file's name without its path, with the ending that fits what it is. */
function tidyName(name: string, type: keyof typeof fileTypes): string {
  const plain = [...basename(name.replaceAll('\\', '/')).normalize('NFC').toWellFormed()]
    .filter((character) => character >= ' ' && !'<>:"|?*'.includes(character))
    .join('')
  const stem = plain.replace(/\.[A-Za-z0-9]{1,5}$/, '').trim() || '附件'
  return `${[...stem].slice(0, MAX_NAME - 5).join('')}.${fileTypes[type]}`
}
