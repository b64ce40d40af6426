import { createHash } from 'node:crypto'
import { closeSync, fsyncSync, openSync, writeSync } from 'node:fs'
import { dirname } from 'node:path'
import { fileError, syncFolder } from '../files/atomic-file'
import { moveFileNow, removeNow } from '../files/rename'
import { blobKey, INTRO, PIECE, sealPiece } from './blob-file'

/** Content on its way into the store: written piece by piece, then kept or thrown away. */
export interface IncomingBlob {
  write(chunk: Uint8Array): void
  /** Ends the content. Answers whether it is what its hash says; otherwise nothing can be kept. */
  finish(): boolean
  /** Puts the finished content in its place, whole or not at all. */
  keep(): void
  /** Throws away what was not kept. */
  remove(): void
}

/** Content that is held already: read past and forgotten. */
export const heldAlready: IncomingBlob = {
  write: () => undefined,
  finish: () => true,
  keep: () => undefined,
  remove: () => undefined,
}

/**
 * Encrypts content into a temporary file beside its place.
 * @throws AppError `file.no-space`, `file.unwritable` from any of its functions
 */
export function openIncoming(spec: {
  readonly path: string
  readonly temporary: string
  readonly root: Uint8Array
  readonly salt: Uint8Array
  readonly hash: string
}): IncomingBlob {
  const { path, temporary, salt } = spec
  const key = blobKey(spec.root, salt, spec.hash)
  const hash = createHash('sha256')
  let waiting: Buffer = Buffer.alloc(0)
  let pieces = 0
  let file: number | null = null

  const attempt = <T>(work: () => T): T => {
    try {
      return work()
    } catch (cause) {
      throw fileError(cause, path)
    }
  }
  const put = (bytes: Uint8Array): void => {
    if (file === null) throw new RangeError('the content is finished')
    for (let at = 0; at < bytes.length; ) at += writeSync(file, bytes, at)
  }
  const seal = (content: Uint8Array, isLast: boolean): void => {
    put(sealPiece(key, pieces, isLast, content))
    pieces += 1
  }
  const close = (): void => {
    if (file !== null) closeSync(file)
    file = null
  }

  attempt(() => {
    file = openSync(temporary, 'wx', 0o600)
    put(INTRO)
    put(salt)
  })
  return {
    write: (chunk) =>
      attempt(() => {
        hash.update(chunk)
        waiting = Buffer.concat([waiting, chunk])
        // The last piece is marked as such, so one is always held back.
        while (waiting.length > PIECE) {
          seal(waiting.subarray(0, PIECE), false)
          waiting = waiting.subarray(PIECE)
        }
      }),
    finish: () =>
      attempt(() => {
        seal(waiting, true)
        // Many may wait at once, finished and not yet kept: none of them holds memory or an open file.
        waiting = Buffer.alloc(0)
        if (file !== null) fsyncSync(file)
        close()
        return hash.digest('hex') === spec.hash
      }),
    keep: () =>
      attempt(() => {
        moveFileNow(temporary, path)
        syncFolder(dirname(path))
      }),
    remove: () => {
      close()
      removeNow(temporary)
    },
  }
}
