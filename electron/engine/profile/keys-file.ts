import { readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { AppError } from '../../../shared/errors'
import { diskError } from '../db/disk-error'
import { writeFileAtomically } from '../files/atomic-file'
import { wrappedKey } from './wrapping'

/** The file beside the database that holds the wrapped data key. A profile exists when this file does. */
export const KEYS_FILE = 'keys.json'

const anyHolder = {
  name: z.string(),
  /** Wrong passphrases in a row since the last right one, and until when (ms since 1970) the next try must wait. */
  failures: z.object({ count: z.number().int().min(0), until: z.number() }),
}

/**
 * A person's own key pair, so that a new data key can be given to people who are not here.
 * The private key (an age identity) lies under the passphrase; the data key is encrypted to the public one.
 */
const ownHolder = z.object({
  ...anyHolder,
  /** age recipient; also in the database, which alone is believed when a new data key is given out. */
  recipient: z.string(),
  identity: wrappedKey,
  /** The data key, encrypted with age, base64. While it changes, and after a crash in that moment: the new one and the old one. */
  sealed: z.base64(),
})
export type OwnHolder = z.infer<typeof ownHolder>

/** As profiles had it before: the data key itself under the passphrase. Becomes an `OwnHolder` at the next sign-in. */
const directHolder = z.object({ ...anyHolder, wrapped: wrappedKey })

const keyHolder = z.union([ownHolder, directHolder])
export type KeyHolder = z.infer<typeof keyHolder>

const keysFile = z.object({
  /** 1: every holder is a direct one. */
  format: z.literal([1, 2]),
  /** The profile's id: part of what the wrapping authenticates. */
  profile: z.uuid(),
  users: z.array(keyHolder).min(1),
  /** The data key encrypted with age to the district's recovery recipient, base64; as `sealed`. */
  recovery: z.base64(),
})
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

/** @throws AppError `profile.missing`, `profile.damaged`, and as `diskError` */
export function readKeys(profile: string): KeysFile {
  if (!profileExists(profile)) throw new AppError('profile.missing')
  try {
    return parseKeys(readFileSync(join(profile, KEYS_FILE), 'utf8'))
  } catch (cause) {
    throw diskError(cause) ?? new AppError('profile.damaged', { file: KEYS_FILE }, { cause })
  }
}

/** The wrapped keys out of the text of such a file. @throws z.ZodError, SyntaxError */
export function parseKeys(text: string): KeysFile {
  return keysFile.parse(JSON.parse(text))
}

/** Replaces the whole file atomically, readable by this user only. */
export function writeKeys(profile: string, keys: Omit<KeysFile, 'format'>): void {
  writeFileAtomically(join(profile, KEYS_FILE), `${JSON.stringify({ ...keys, format: 2 }, null, 2)}\n`, 0o600)
}

/** What a user's wrapping authenticates besides the key. */
export function bindingOf(profileId: string, user: string): string {
  return `yuanba/${profileId}/${user}`
}
