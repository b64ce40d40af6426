import { closeSync, fsyncSync, openSync, writeSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { AppError } from '../../../shared/errors'
import { moveFileNow, removeNow } from './rename'

/** Where a file lies until it is whole. */
export const temporaryOf = (path: string): string => join(dirname(path), `.${basename(path)}.tmp`)

/**
 * Writes a whole file so that a power cut leaves the old one or the new one, never half: temporary file beside it, fsync,
 * rename, fsync of the folder. `mode` 0o600 keeps it to this user. @throws AppError `file.unwritable`, `file.no-space`,
 * `file.too-large`
 */
export function writeFileAtomically(path: string, content: string | Uint8Array, mode = 0o644): void {
  const temporary = temporaryOf(path)
  try {
    const file = openSync(temporary, 'w', mode)
    try {
      const bytes = typeof content === 'string' ? Buffer.from(content) : content
      for (let at = 0; at < bytes.length; ) at += writeSync(file, bytes, at)
      fsyncSync(file)
    } finally {
      closeSync(file)
    }
    moveFileNow(temporary, path)
    syncFolder(dirname(path))
  } catch (cause) {
    throw fileError(cause, path, failedRemoval(temporary))
  }
}

/**
 * Removes what was left half written. Where even that fails (the stick is gone), the answer is why: what stopped the writing
 * matters more, and goes on with it.
 */
export function failedRemoval(path: string): unknown {
  try {
    removeNow(path)
    return undefined
  } catch (error) {
    return error
  }
}

/** What file systems say that have no such call for folders: sticks and shares behind some drivers. */
const notOffered: ReadonlySet<unknown> = new Set(['EINVAL', 'ENOTSUP', 'ENOSYS'])

/** Makes what another program or library wrote durable. */
export function syncFile(path: string): void {
  const handle = openSync(path, 'r+')
  try {
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
}

/** Makes a rename durable. Windows has no such call for folders and needs none: NTFS journals the rename. */
export function syncFolder(folder: string): void {
  if (process.platform === 'win32') return
  const handle = openSync(folder, 'r')
  try {
    fsyncSync(handle)
  } catch (error) {
    if (!(typeof error === 'object' && error !== null && 'code' in error && notOffered.has(error.code)))
      throw error
  } finally {
    closeSync(handle)
  }
}

/**
 * Turns what the file system said while writing `path` into an error with words. Other errors pass unchanged. `also` is what
 * failed besides.
 */
export function fileError(error: unknown, path: string, also?: unknown): unknown {
  // Not `instanceof Error`: what Node throws belongs to another realm under a test runner.
  if (typeof error !== 'object' || error === null || !('syscall' in error && 'code' in error)) return error
  const cause = also === undefined ? error : new AggregateError([error, also])
  return new AppError(wordOf(error.code), { file: basename(path) }, { cause })
}

function wordOf(code: unknown): 'file.no-space' | 'file.too-large' | 'file.unwritable' {
  if (code === 'ENOSPC' || code === 'EDQUOT') return 'file.no-space'
  return code === 'EFBIG' ? 'file.too-large' : 'file.unwritable'
}
