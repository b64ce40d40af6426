import { existsSync, readFileSync, statSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { z } from 'zod'
import { AppError } from '../../shared/errors'
import { siteRole } from '../../shared/sync/manifest'
import type { OwnSite } from '../engine/context'
import { writeFileAtomically } from '../engine/files/atomic-file'
import { makePrivateFolder } from '../engine/files/private-folder'

/** The hub's own keys, which no database holds. */
const hubKeys = z.strictObject({
  format: z.literal(1),
  site: z.strictObject({
    id: z.string(),
    role: siteRole,
    scope: z.string(),
    unit: z.string(),
    unitName: z.string(),
    letter: z.string(),
    signKey: z.string(),
    identity: z.string(),
  }),
  /** 32 bytes in base64: under it contents of attachments lie beside the database. */
  dataKey: z.base64(),
})
export interface HubKeys {
  readonly site: OwnSite
  readonly dataKey: string
}

/** Their name in the hub's folder, where systemd gives no credential of this name. */
export const HUB_KEYS = 'hub-keys.json'

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
export function writeHubKeys(folder: string, keys: HubKeys): void {
  makePrivateFolder(folder)
  writeFileAtomically(join(folder, HUB_KEYS), JSON.stringify({ format: 1, ...keys }), 0o600)
}
