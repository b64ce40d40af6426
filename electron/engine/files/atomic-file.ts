import { closeSync, fsyncSync, openSync, renameSync, rmSync, writeSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { AppError } from '../../../shared/errors'

/**
 * Writes a whole file so that a power cut leaves the old one or the new one, never half: temporary file beside it, fsync,
 * rename, fsync of the folder. `mode` 0o600 keeps it to this user. @throws AppError `file.unwritable`, `file.no-space`
 */
export function writeFileAtomically(path: string, content: string | Uint8Array, mode = 0o644): void {
  const temporary = join(dirname(path), `.${basename(path)}.tmp`)
  try {
    const file = openSync(temporary, 'w', mode)
    try {
      const bytes = typeof content === 'string' ? Buffer.from(content) : content
      for (let at = 0; at < bytes.length; ) at += writeSync(file, bytes, at)
      fsyncSync(file)
    } finally {
      closeSync(file)
    }
    renameSync(temporary, path)
    syncFolder(dirname(path))
  } catch (cause) {
    rmSync(temporary, { force: true })
    throw fileError(cause, path)
  }
}

/** Makes a rename durable. Windows has no such call for folders and needs none: NTFS journals the rename. */
export function syncFolder(folder: string): void {
  if (process.platform === 'win32') return
  const handle = openSync(folder, 'r')
  try {
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
}

/** Turns what the file system said while writing `path` into an error with words. Other errors pass unchanged. */
export function fileError(cause: unknown, path: string): unknown {
  // Not `instanceof Error`: what Node throws belongs to another realm under a test runner.
  if (typeof cause !== 'object' || cause === null || !('syscall' in cause && 'code' in cause)) return cause
  const file = basename(path)
  if (cause.code === 'ENOSPC' || cause.code === 'EDQUOT')
    return new AppError('file.no-space', { file }, { cause })
  return new AppError('file.unwritable', { file }, { cause })
}
