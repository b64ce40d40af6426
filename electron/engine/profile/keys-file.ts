import { createHash, createHmac, hkdfSync, timingSafeEqual } from 'node:crypto'
import { readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { AppError } from '../../../shared/errors'
import { canonicalJson } from '../../../shared/json'
import { siteId } from '../../../shared/sync/manifest'
import { ageRecipient } from '../../../shared/sync/site'
import type { OwnSite } from '../context'
import { diskError } from '../db/disk-error'
import { writeFileAtomically } from '../files/atomic-file'
import { wrappedKey } from './wrapping'

/** The file beside the database that holds the wrapped data key. A profile exists when this file does. */
export const KEYS_FILE = 'keys.json'

/**
 * A person's own key pair, so that a new data key can be given to people who are not here.
 * The private key (an age identity) lies under the passphrase; the data key is encrypted to the public one.
 */
const keyHolder = z.object({
  name: z.string(),
  /** age recipient. */
  recipient: z.string(),
  identity: wrappedKey,
  /** The data key, encrypted with age, base64. While it changes, and after a crash in that moment: the new one and the old one. */
  sealed: z.base64(),
})
export type KeyHolder = z.infer<typeof keyHolder>

const heldKeys = z.object({
  /** The profile's id: part of what the wrapping authenticates. */
  profile: z.uuid(),
  /** Never empty: a profile without anybody who can come in would be lost. */
  users: z.array(keyHolder).min(1),
  /** The data key encrypted with age to the district's recovery recipient, base64; as `sealed`. */
  recovery: z.base64(),
  /**
   * What a request for another passphrase needs while nobody can sign in (recovery/ask.ts), public values alone: the recipient
   * of the recovery key, and which computer this is. `null` in a backup and at an office, which have nobody to ask.
   */
  asks: z.strictObject({ recipient: ageRecipient, site: siteId }).nullable(),
})
/** Who holds the data key. */
export type HeldKeys = z.infer<typeof heldKeys>

export const keysFile = heldKeys.extend({
  format: z.literal(4),
  /** HMAC-SHA-256 over all the rest, base64, one under each data key that is sealed in it. */
  macs: z.array(z.base64()).min(1).max(2),
})
/** The whole file, authenticated by what it holds: nobody without the data key can write one that is believed. */
export type KeysFile = z.infer<typeof keysFile>

/** Whether there is one. @throws AppError as `diskError`: one that nobody may look at is not missing */
export function profileExists(profile: string): boolean {
  try {
    return statSync(join(profile, KEYS_FILE), { throwIfNoEntry: false }) !== undefined
  } catch (cause) {
    const known = diskError(cause)
    if (known) throw known
    return false
  }
}

/** @throws AppError `profile.missing`, `profile.damaged`, `profile.trial-version`, and as `diskError` */
export function readKeys(profile: string): KeysFile {
  if (!profileExists(profile)) throw new AppError('profile.missing')
  try {
    return parseKeys(readFileSync(join(profile, KEYS_FILE), 'utf8'))
  } catch (cause) {
    if (cause instanceof AppError) throw cause
    throw diskError(cause) ?? new AppError('profile.damaged', { file: KEYS_FILE }, { cause })
  }
}

/** The wrapped keys out of the text of such a file. @throws AppError `profile.trial-version`; z.ZodError, SyntaxError */
export function parseKeys(text: string): KeysFile {
  const said: unknown = JSON.parse(text)
  if (ofTrial.safeParse(said).success) throw new AppError('profile.trial-version')
  return keysFile.parse(said)
}

const ofTrial = z.object({ format: z.literal([1, 2, 3]) })

/** The file that says this, authenticated under each of `dataKeys`, which are those that it seals. @throws z.ZodError without holders */
export function authenticated(held: HeldKeys, dataKeys: readonly Uint8Array[]): KeysFile {
  const whole = heldKeys.parse(held)
  const macs = dataKeys.map((key) => macOf(whole, key).toString('base64'))
  return { format: 4, ...whole, macs }
}

/** Whom this computer asks when its people have forgotten their passphrases: an office has nobody above with its recovery key. */
export function asksOf({ id, role }: Pick<OwnSite, 'id' | 'role'>, recipient: string): HeldKeys['asks'] {
  return role === 'street' ? { recipient, site: id } : null
}

/** Whether somebody with this data key wrote the file as it is. */
export function isAuthentic(file: KeysFile, dataKey: Uint8Array): boolean {
  const wanted = macOf(heldKeys.parse(file), dataKey)
  return file.macs.map((mac) => Buffer.from(mac, 'base64')).some((mac) => isSameBytes(mac, wanted))
}

/** SHA-256 of what the file says, hex: the database keeps it of the newest one (known-keys.ts). */
export function digestOf(file: KeysFile): string {
  return createHash('sha256').update(canonicalJson(file)).digest('hex')
}

/** The text of the file. */
export function keysText(file: KeysFile): string {
  return `${JSON.stringify(file, null, 2)}\n`
}

/** Replaces the whole file atomically, readable by this user only. */
export function writeKeys(profile: string, file: KeysFile): void {
  writeFileAtomically(join(profile, KEYS_FILE), keysText(file), 0o600)
}

/** What a user's wrapping authenticates besides the key. */
export function bindingOf(profileId: string, user: string): string {
  return `yuanba/${profileId}/${user}`
}

function macOf(held: HeldKeys, dataKey: Uint8Array): Buffer {
  const key = hkdfSync('sha256', dataKey, new Uint8Array(), 'yuanba keys.json', 32)
  return createHmac('sha256', Buffer.from(key)).update(canonicalJson(held)).digest()
}

function isSameBytes(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && timingSafeEqual(a, b)
}
