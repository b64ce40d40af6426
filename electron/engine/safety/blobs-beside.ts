import { existsSync, mkdirSync, readdirSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type { OpenContext } from '../context'
import { fileError } from '../files/atomic-file'
import { bytesOf, writeVerified } from '../files/verified-file'

/** The folder of attachments beside the backups that share them. A name stands for one content under one key, so nothing in it changes. */
export const BLOBS_BESIDE = 'yb-blobs'

/**
 * Copies into the folder of backups what attachments it does not hold yet, each read back and compared. `names` are paths inside
 * the profile. @throws AppError as `writeVerified`, and the signal's reason
 */
export async function putBlobsBeside(
  { profile, signal }: Pick<OpenContext, 'profile' | 'signal'>,
  folder: string,
  names: readonly string[],
): Promise<void> {
  const target = join(folder, BLOBS_BESIDE)
  try {
    mkdirSync(target, { recursive: true, mode: 0o700 })
  } catch (cause) {
    throw fileError(cause, target)
  }
  for (const name of names) {
    signal.throwIfAborted()
    const [from, to] = [join(profile, name), join(target, shortName(name))]
    const size = statSync(from, { throwIfNoEntry: false })?.size
    if (size === undefined || statSync(to, { throwIfNoEntry: false })?.size === size) continue
    await writeVerified(to, bytesOf(from), { signal })
  }
}

/** Where a backup's attachment lies beside it. */
export const besidePath = (folder: string, name: string): string =>
  join(folder, BLOBS_BESIDE, shortName(name))

/** Removes the attachments that none of the backups which stay names. */
export function dropBlobsBeside(folder: string, named: ReadonlySet<string>): void {
  const target = join(folder, BLOBS_BESIDE)
  if (!existsSync(target)) return
  const wanted = new Set([...named].map(shortName))
  for (const file of readdirSync(target)) if (!wanted.has(file)) rmSync(join(target, file), { force: true })
}

const shortName = (name: string): string => name.slice(name.lastIndexOf('/') + 1)
