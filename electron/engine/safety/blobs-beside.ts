import { createCipheriv, createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type { OpenContext } from '../context'
import { readMeta, requireMeta, writeMeta } from '../db/meta'
import { fileError } from '../files/atomic-file'
import { removeNow } from '../files/rename'
import { bytesOf, writeVerified } from '../files/verified-file'
import { type BesideList, isPack } from './contents'

/**
 * The folder of attachments beside a profile's backups, which share them. A name stands for one content under one key, so nothing in
 * it changes. Each profile has its own: several computers may have one stick as their second place. `id`: the profile's.
 */
const besideFolder = (folder: string, id: string): string =>
  join(folder, `yb-blobs-${createHash('sha256').update(id).digest('hex').slice(0, 8)}`)

/**
 * What attachments beside the copies lie under besides the data key of their time. The copies of before still need them when that key
 * has changed, and whoever was removed knows that key: so only the copies, and this database, know the other one.
 */
export function besideKey({ db, random }: Pick<OpenContext, 'db' | 'random'>): Buffer {
  const made = db.transaction(() => {
    const known = readMeta(db, 'besideKey')
    const key = known ?? Buffer.from(random.bytes(32)).toString('base64')
    if (known === null) writeMeta(db, 'besideKey', key)
    return key
  })
  return Buffer.from(made.immediate(), 'base64')
}

/**
 * An attachment's bytes as they lie beside, or those as they were. They are authenticated by what they are under already. No two contents
 * have one name.
 */
export async function* underBesideKey(
  source: AsyncIterable<Uint8Array>,
  key: Uint8Array,
  name: string,
): AsyncGenerator<Uint8Array> {
  const counter = createHash('sha256').update(shortName(name)).digest().subarray(0, 16)
  const cipher = createCipheriv('aes-256-ctr', key, counter)
  for await (const chunk of source) yield cipher.update(chunk)
}

/**
 * Copies into the folder of backups what attachments it does not hold yet, each read back and compared. `names` are paths inside
 * the profile. @throws AppError as `writeVerified`, and the signal's reason
 */
export async function putBlobsBeside(
  { profile, db, signal, random }: Pick<OpenContext, 'profile' | 'db' | 'signal' | 'random'>,
  folder: string,
  names: readonly string[],
): Promise<void> {
  const id = requireMeta(db, 'profile')
  const target = besideFolder(folder, id)
  const key = besideKey({ db, random })
  try {
    mkdirSync(target, { recursive: true, mode: 0o700 })
  } catch (cause) {
    throw fileError(cause, target)
  }
  for (const name of names) {
    signal.throwIfAborted()
    const [from, to] = [join(profile, name), besidePath(folder, id, { name, key })]
    const size = statSync(from, { throwIfNoEntry: false })?.size
    if (size === undefined || statSync(to, { throwIfNoEntry: false })?.size === size) continue
    await writeVerified(to, underBesideKey(bytesOf(from), key, name), { signal })
  }
}

/** Something beside a backup: a pack has a name for itself, an attachment another one under each key. */
interface Named {
  readonly name: string
  readonly key: Uint8Array
}

/** Where an attachment or a pack lies beside a backup. */
export const besidePath = (folder: string, id: string, named: Named): string =>
  join(besideFolder(folder, id), fileOf(named))

/** Where a pack lies. */
export const packPath = (folder: string, id: string, name: string): string =>
  besidePath(folder, id, { name, key: new Uint8Array() })

const fileOf = ({ name, key }: Named): string =>
  isPack(name) ? shortName(name) : createHash('sha256').update(key).update(shortName(name)).digest('hex')

/** Removes what none of the backups that stay names. */
export function dropBlobsBeside(folder: string, id: string, lists: readonly BesideList[]): void {
  const target = besideFolder(folder, id)
  if (!existsSync(target)) return
  const wanted = new Set(
    lists.flatMap(({ names, key }) => names.map((name) => fileOf({ name, key: Buffer.from(key, 'base64') }))),
  )
  for (const file of readdirSync(target)) if (!wanted.has(file)) removeNow(join(target, file))
}

const shortName = (name: string): string => name.slice(name.lastIndexOf('/') + 1)
