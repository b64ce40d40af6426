import { createHash, createHmac, hkdfSync } from 'node:crypto'
import { closeSync, existsSync, fstatSync, mkdirSync, openSync, readdirSync, readSync } from 'node:fs'
import { basename, join } from 'node:path'
import { AppError } from '../../../shared/errors'
import type { OpenContext } from '../context'
import { removeNow } from '../files/rename'
import { blobKey, contentSize, INTRO, openPiece, PIECE, SALT, SEALED_PIECE } from './blob-file'
import { heldAlready, type IncomingBlob, openIncoming } from './blob-writer'

/** The folder of attachments inside a profile. */
export const BLOB_FOLDER = 'blobs'
const INCOMING = '.incoming-'

/**
 * Blobs: contents of attachments beside the database, each in a file of its own, encrypted under a key derived from the
 * database's key.
 * A file's name is a keyed hash of the content's hash: the finder of the folder can not even tell whether it holds a
 * picture that the finder knows.
 * Equal content is kept once. After a change of the data key new content goes under the new key.
 * Older content stays under its own key, which the database keeps until all of it is resealed (reseal.ts).
 */
export interface BlobStore {
  /** Whether there is a file for this content; it may be damaged. */
  has(hash: string): boolean
  /** Its file's name inside the profile, wherever it lies. */
  nameOf(hash: string): string
  /** The content's size when it is held and whole, else `null`. */
  wholeSize(hash: string): number | null
  /** The content, piece by piece. @throws AppError `attachment.missing`, `attachment.damaged` */
  pieces(hash: string): Generator<Buffer>
  /** The whole content. @throws AppError `attachment.missing`, `attachment.damaged` */
  read(hash: string): Buffer
  /** Keeps content and answers its hash. @throws AppError `file.no-space`, `file.unwritable` */
  put(content: Uint8Array): string
  /** Takes content in that is said to have this hash. */
  receive(hash: string): IncomingBlob
  /** Removes the content for good, whichever key it lies under. */
  remove(hash: string): void
  /** Puts content that lies under a former key under the newest one. @throws AppError `attachment.damaged`, `file.no-space`, `file.unwritable` */
  reseal(hash: string): void
  /** Whether these contents are all there is, each under the newest key. */
  isAllOf(hashes: Iterable<string>): boolean
}

export function openBlobStore(
  ctx: Pick<OpenContext, 'profile' | 'dataKey' | 'formerKeys' | 'random'>,
): BlobStore {
  const folder = join(ctx.profile, BLOB_FOLDER)
  const current = placesUnder(folder, ctx.dataKey)
  const former = ctx.formerKeys.map((key) => placesUnder(folder, key))
  /** Where the content lies; where it would be put when it does not. */
  const placeOf = (hash: string): Place =>
    [current, ...former].map((place) => place(hash)).find(({ path }) => existsSync(path)) ?? current(hash)

  /** Open for reading, wherever it lies; it may be resealed by another thread between two looks. */
  const openedAt = (hash: string): { readonly file: number; readonly root: Uint8Array } => {
    for (const place of [current, ...former, current]) {
      const { path, root } = place(hash)
      const file = openedIfThere(path)
      if (file !== undefined) return { file, root }
    }
    throw new AppError('attachment.missing')
  }

  function* pieces(hash: string): Generator<Buffer> {
    const { file, root } = openedAt(hash)
    const sum = createHash('sha256')
    for (const piece of piecesOf(file, root, hash)) {
      sum.update(piece)
      yield piece
    }
    if (sum.digest('hex') !== hash) throw new AppError('attachment.damaged')
  }

  const wholeSize = (hash: string): number | null => {
    try {
      let size = 0
      for (const piece of pieces(hash)) size += piece.length
      return size
    } catch (error) {
      if (error instanceof AppError) return null
      throw error
    }
  }

  const receive = (hash: string): IncomingBlob => {
    // A damaged file is replaced by the content that has come again.
    if (wholeSize(hash) !== null) return heldAlready
    return incomingUnder(hash)
  }

  const incomingUnder = (hash: string): IncomingBlob => {
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    return openIncoming({
      path: current(hash).path,
      temporary: join(folder, `${INCOMING}${Buffer.from(ctx.random.bytes(8)).toString('hex')}`),
      salt: ctx.random.bytes(SALT),
      root: current(hash).root,
      hash,
    })
  }

  const filled = (incoming: IncomingBlob, content: Iterable<Uint8Array>): void => {
    try {
      for (const piece of content) incoming.write(piece)
      incoming.finish()
      incoming.keep()
    } catch (error) {
      incoming.remove()
      throw error
    }
  }

  return {
    has: (hash) => existsSync(placeOf(hash).path),
    nameOf: (hash) => `${BLOB_FOLDER}/${basename(placeOf(hash).path)}`,
    wholeSize,
    pieces,
    read: (hash) => Buffer.concat([...pieces(hash)]),
    put(content) {
      const hash = createHash('sha256').update(content).digest('hex')
      filled(receive(hash), [content])
      return hash
    },
    receive,
    reseal(hash) {
      const stale = former.map((place) => place(hash).path).filter((path) => existsSync(path))
      if (stale.length > 0 && !existsSync(current(hash).path)) filled(incomingUnder(hash), pieces(hash))
      for (const path of stale) removeNow(path)
    },
    isAllOf(hashes) {
      const known = new Set([...hashes].map((hash) => `${BLOB_FOLDER}/${basename(current(hash).path)}`))
      return blobFiles(ctx.profile).every((name) => known.has(name))
    },
    remove(hash) {
      for (const place of [current, ...former]) removeNow(place(hash).path)
    },
  }
}

/** Removes what a crash left half received; called when no exchange runs. */
export function sweepIncoming(profile: string): void {
  const folder = join(profile, BLOB_FOLDER)
  if (!existsSync(folder)) return
  for (const name of readdirSync(folder)) if (name.startsWith(INCOMING)) removeNow(join(folder, name))
}

/** The encrypted files as they lie there, for a backup: names inside the profile. */
export function blobFiles(profile: string): string[] {
  const folder = join(profile, BLOB_FOLDER)
  if (!existsSync(folder)) return []
  const names = readdirSync(folder).filter((name) => /^[0-9a-f]{64}$/.test(name))
  return names.sort().map((name) => `${BLOB_FOLDER}/${name}`)
}

/** A file for content, and what its key is made from. */
interface Place {
  readonly path: string
  readonly root: Uint8Array
}

function placesUnder(folder: string, dataKey: Uint8Array): (hash: string) => Place {
  const root = derived(dataKey, 'yuanba blob content')
  const nameKey = derived(dataKey, 'yuanba blob name')
  return (hash) => ({ path: join(folder, createHmac('sha256', nameKey).update(hash).digest('hex')), root })
}

function derived(dataKey: Uint8Array, purpose: string): Buffer {
  return Buffer.from(hkdfSync('sha256', dataKey, '', purpose, 32))
}

function openedIfThere(path: string): number | undefined {
  try {
    return openSync(path, 'r')
  } catch (error) {
    if (typeof error === 'object' && error !== null && 'code' in error && error.code === 'ENOENT')
      return undefined
    throw error
  }
}

/** Reads a file to its end, piece by piece, and closes it. @throws AppError `attachment.damaged` */
function* piecesOf(file: number, root: Uint8Array, hash: string): Generator<Buffer> {
  try {
    const size = contentSize(fstatSync(file).size)
    const head = Buffer.alloc(INTRO.length + SALT)
    readSync(file, head, 0, head.length, 0)
    if (size === null || !head.subarray(0, INTRO.length).equals(INTRO))
      throw new AppError('attachment.damaged')
    const key = blobKey(root, head.subarray(INTRO.length), hash)
    const last = Math.max(1, Math.ceil(size / PIECE)) - 1
    const sealed = Buffer.alloc(SEALED_PIECE)
    for (let count = 0; count <= last; count++) {
      const length = readSync(file, sealed, 0, SEALED_PIECE, head.length + count * SEALED_PIECE)
      yield opened(key, count, count === last, sealed.subarray(0, length))
    }
  } finally {
    closeSync(file)
  }
}

function opened(key: Uint8Array, count: number, isLast: boolean, sealed: Uint8Array): Buffer {
  try {
    return openPiece(key, count, isLast, sealed)
  } catch (cause) {
    throw new AppError('attachment.damaged', {}, { cause })
  }
}
