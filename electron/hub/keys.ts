import { existsSync, readFileSync, statSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { z } from 'zod'
import { AppError } from '../../shared/errors'
import { ownSite } from '../engine/db/meta'
import { writeFileAtomically } from '../engine/files/atomic-file'
import { makePrivateFolder } from '../engine/files/private-folder'
import { moveFileNow } from '../engine/files/rename'

/** The hub's own keys, which no database holds. */
const hubKeys = z.strictObject({
  format: z.literal(1),
  site: ownSite,
  /** What the hub was before it was given new keys, the oldest first: files for it are still for this hub. */
  former: z.array(ownSite),
  /** 32 bytes in base64: under it contents of attachments lie beside the database. */
  dataKey: z.base64(),
})
export type HubKeys = Readonly<Omit<z.output<typeof hubKeys>, 'format'>>

/** Their name in the hub's folder, where systemd gives no credential of this name. */
export const HUB_KEYS = 'hub-keys.json'
/** Where new ones lie until the database knows them. */
const NEXT_KEYS = 'hub-keys.next.json'

/** Where systemd puts the service's credentials, if it does: a file there goes before the one in the folder. */
export function hubKeysPath(folder: string, credentials: string | undefined): string {
  const given = credentials === undefined ? undefined : join(credentials, HUB_KEYS)
  return given !== undefined && existsSync(given) ? given : join(folder, HUB_KEYS)
}

/**
 * Whether others than its owner may read a file with a secret. systemd lets a service's user read its credentials by an access list,
 * whose mask stands where a group's right to read does: in the folder of credentials that bit says nothing.
 */
export function isOpenToOthers(path: string, credentials = process.env.CREDENTIALS_DIRECTORY): boolean {
  if (process.platform === 'win32') return false
  const isCredential = credentials !== undefined && dirname(path) === resolve(credentials)
  return (statSync(path).mode & (isCredential ? 0o037 : 0o077)) !== 0
}

/** @throws AppError `hub.no-keys`; `hub.keys-open` where others than their owner may read the file */
export function readHubKeys(path: string, credentials?: string): HubKeys {
  let text: string
  try {
    if (isOpenToOthers(path, credentials)) throw new AppError('hub.keys-open')
    text = readFileSync(path, 'utf8')
  } catch (cause) {
    throw cause instanceof AppError ? cause : new AppError('hub.no-keys', {}, { cause })
  }
  const read = hubKeys.safeParse(jsonOr(text))
  if (!read.success) throw new AppError('hub.no-keys', {}, { cause: read.error })
  return read.data
}

function jsonOr(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** Writes them for the first time, readable for their owner alone. @throws AppError `file.unwritable`, `file.no-space` */
export function writeHubKeys(folder: string, keys: HubKeys, name = HUB_KEYS): void {
  makePrivateFolder(folder)
  writeFileAtomically(join(folder, name), JSON.stringify({ format: 1, ...keys }), 0o600)
}

/** Lays new keys down before the database is told of them, so that no crash loses them. @throws AppError as `writeHubKeys` */
export const layDownNextKeys = (folder: string, keys: HubKeys): void => writeHubKeys(folder, keys, NEXT_KEYS)

/** New keys that were laid down; `undefined` where there are none. @throws AppError as `readHubKeys` */
export function nextHubKeys(folder: string): HubKeys | undefined {
  const path = join(folder, NEXT_KEYS)
  return existsSync(path) ? readHubKeys(path) : undefined
}

/** Puts the new keys in the place of the old ones. @throws Error as a file that can not be moved */
export const takeUpNextKeys = (folder: string): void =>
  moveFileNow(join(folder, NEXT_KEYS), join(folder, HUB_KEYS))
