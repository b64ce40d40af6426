import { copyFileSync, existsSync } from 'node:fs'
import { join } from 'node:path'
import { fileError, syncFile, syncFolder, temporaryOf } from '../../engine/files/atomic-file'
import { makePrivateFolder } from '../../engine/files/private-folder'
import { moveFileNow, removeNow } from '../../engine/files/rename'

/** Beside the database: every file that was taken in, as it came, under its SHA-256. None is ever changed; one with erased values goes. */
const FOLDER = 'segments'

/** Where a file of this SHA-256 (hex) is kept. */
export const keptFile = (folder: string, sha256: string): string =>
  join(folder, FOLDER, sha256.slice(0, 2), `${sha256}.ybb`)

/**
 * Keeps a file: signed and encrypted as it came. It is whole before the database names it, so that a crash leaves a file that nobody
 * names and never a name without its file. @throws AppError `file.no-space`, `file.unwritable`
 */
export async function keepFile(folder: string, path: string, sha256: string): Promise<void> {
  const kept = keptFile(folder, sha256)
  if (existsSync(kept)) return
  const place = join(kept, '..')
  const half = temporaryOf(`${kept}-${process.pid}`)
  try {
    makePrivateFolder(place)
    copyFileSync(path, half)
    syncFile(half)
    moveFileNow(half, kept)
    syncFolder(place)
  } catch (cause) {
    throw fileError(cause, kept)
  }
}

/** Removes a file for good. @throws AppError `file.unwritable` */
export function removeKeptFile(folder: string, sha256: string): void {
  const path = keptFile(folder, sha256)
  if (!existsSync(path)) return
  try {
    removeNow(path)
    syncFolder(join(path, '..'))
  } catch (cause) {
    throw fileError(cause, path)
  }
}
