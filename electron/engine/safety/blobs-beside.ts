import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type { OpenContext } from '../context'
import { requireMeta } from '../db/meta'
import { fileError } from '../files/atomic-file'
import { removeNow } from '../files/rename'
import { bytesOf, writeVerified } from '../files/verified-file'

/**
 * The folder of attachments beside a profile's backups, which share them. A name stands for one content under one key, so nothing in
 * it changes. Each profile has its own: several computers may have one stick as their second place. `id`: the profile's.
 */
const besideFolder = (folder: string, id: string): string =>
  join(folder, `yb-blobs-${createHash('sha256').update(id).digest('hex').slice(0, 8)}`)

/**
 * Copies into the folder of backups what attachments it does not hold yet, each read back and compared. `names` are paths inside
 * the profile. @throws AppError as `writeVerified`, and the signal's reason
 */
export async function putBlobsBeside(
  { profile, db, signal }: Pick<OpenContext, 'profile' | 'db' | 'signal'>,
  folder: string,
  names: readonly string[],
): Promise<void> {
  const target = besideFolder(folder, requireMeta(db, 'profile'))
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
export const besidePath = (folder: string, id: string, name: string): string =>
  join(besideFolder(folder, id), shortName(name))

/** Removes the attachments that none of the backups which stay names. */
export function dropBlobsBeside(folder: string, id: string, named: ReadonlySet<string>): void {
  const target = besideFolder(folder, id)
  if (!existsSync(target)) return
  const wanted = new Set([...named].map(shortName))
  for (const file of readdirSync(target)) if (!wanted.has(file)) removeNow(join(target, file))
}

const shortName = (name: string): string => name.slice(name.lastIndexOf('/') + 1)
