import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { type FileHandle, open } from 'node:fs/promises'
import { basename, dirname } from 'node:path'
import { AppError } from '../../../shared/errors'
import { failedRemoval, fileError, syncFolder, temporaryOf } from './atomic-file'
import { type ReadFrom, readFromMedium } from './read-medium'
import { moveFile } from './rename'

/** The largest file in bytes that FAT32 takes. Beyond it Linux says so; Windows says that the disk is full. */
export const FAT32_LARGEST = 4 * 1024 ** 3 - 1

interface Limits {
  /** The largest file in bytes that the medium takes. */
  readonly largest?: number
  /** Once aborted, no file stays, not even one that was only being read back. */
  readonly signal?: AbortSignal
  /** Called once all bytes lie on the medium and before the file gets its name: what must be known before anybody can find it. */
  readonly beforeName?: (sha256: string) => void
}

/** A file that was written, read back and found the same. */
export interface VerifiedFile {
  readonly bytes: number
  readonly sha256: string
  /** `memory`: this file system offers no reading past the system's memory, so nobody knows yet what the medium holds. */
  readonly readFrom: ReadFrom
}

/**
 * Writes a file that is whole or absent, however the stick is pulled: temporary name, fsync, rename, fsync of the folder,
 * then reads it back and compares. It is read from the medium itself where the file system offers that.
 * @throws AppError `file.unwritable`, `file.no-space`, `file.too-large`, `file.verify-failed`, and the signal's reason
 */
export async function writeVerified(
  path: string,
  source: AsyncIterable<Uint8Array>,
  { largest = FAT32_LARGEST, signal, beforeName }: Limits = {},
): Promise<VerifiedFile> {
  const temporary = temporaryOf(path)
  const hash = createHash('sha256')
  let [bytes, sha256] = [0, '']
  try {
    const file = await open(temporary, 'w', 0o644)
    try {
      for await (const chunk of source) {
        signal?.throwIfAborted()
        hash.update(chunk)
        bytes += chunk.length
        await writeAll(file, chunk)
      }
      await file.sync()
    } finally {
      await file.close()
    }
    sha256 = hash.digest('hex')
    beforeName?.(sha256)
    await moveFile(temporary, path)
    syncFolder(dirname(path))
  } catch (cause) {
    const error = fileError(cause, path, failedRemoval(temporary))
    const isTooLarge = bytes > largest && error instanceof AppError && error.code === 'file.no-space'
    throw isTooLarge ? new AppError('file.too-large', { file: basename(path) }, { cause }) : error
  }
  return { bytes, sha256, readFrom: await requireReadBack(path, sha256, signal) }
}

/** @throws AppError `file.verify-failed`; nothing that looks like a good file is left then */
async function requireReadBack(path: string, sha256: string, signal?: AbortSignal): Promise<ReadFrom> {
  try {
    const read = await readBack(path, signal)
    if (read.sha256 === sha256) return read.from
    throw new RangeError('what was read is not what was written')
  } catch (error) {
    const left = failedRemoval(path)
    signal?.throwIfAborted()
    const cause = left === undefined ? error : new AggregateError([error, left])
    throw new AppError('file.verify-failed', { file: basename(path) }, { cause })
  }
}

/** SHA-256 of a file's content (hex) and from where it was read. @throws AppError `file.unreadable`, and the signal's reason */
export async function readBack(
  path: string,
  signal?: AbortSignal,
): Promise<{ readonly sha256: string; readonly from: ReadFrom }> {
  const hash = createHash('sha256')
  const take = (chunk: Uint8Array): void => {
    signal?.throwIfAborted()
    hash.update(chunk)
  }
  try {
    if (await readFromMedium(path, take)) return { sha256: hash.digest('hex'), from: 'medium' }
  } catch (cause) {
    signal?.throwIfAborted()
    throw new AppError('file.unreadable', { file: basename(path) }, { cause })
  }
  return { sha256: await sha256OfFile(path, signal), from: 'memory' }
}

/** SHA-256 of a file's content, hex. @throws AppError `file.unreadable`, and the signal's reason */
export async function sha256OfFile(path: string, signal?: AbortSignal): Promise<string> {
  const hash = createHash('sha256')
  for await (const chunk of bytesOf(path)) {
    signal?.throwIfAborted()
    hash.update(chunk)
  }
  return hash.digest('hex')
}

/** The bytes of a file as they are asked for. @throws AppError `file.unreadable`, also in the middle: a stick was pulled */
export async function* bytesOf(path: string): AsyncGenerator<Uint8Array> {
  try {
    yield* createReadStream(path)
  } catch (cause) {
    throw new AppError('file.unreadable', { file: basename(path) }, { cause })
  }
}

async function writeAll(file: FileHandle, chunk: Uint8Array): Promise<void> {
  for (let at = 0; at < chunk.length; ) at += (await file.write(chunk, at)).bytesWritten
}
