import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { AppError } from '../../../shared/errors'
import { writeFileAtomically } from '../files/atomic-file'
import { wrappedKey } from './wrapping'

/** The file beside the database that holds the wrapped data key. A profile exists when this file does. */
export const KEYS_FILE = 'keys.json'

const keyHolder = z.object({
  name: z.string(),
  wrapped: wrappedKey,
  /** Wrong passphrases in a row since the last right one, and until when (ms since 1970) the next try must wait. */
  failures: z.object({ count: z.number().int().min(0), until: z.number() }),
})
export type KeyHolder = z.infer<typeof keyHolder>

const keysFile = z.object({
  format: z.literal(1),
  /** The profile's id: part of what the wrapping authenticates. */
  profile: z.uuid(),
  users: z.array(keyHolder).min(1),
  /** The data key encrypted with age to the district's recovery recipient, base64. */
  recovery: z.base64(),
})
export type KeysFile = z.infer<typeof keysFile>

export function profileExists(profile: string): boolean {
  return existsSync(join(profile, KEYS_FILE))
}

/** @throws AppError `profile.missing`, `profile.damaged` */
export function readKeys(profile: string): KeysFile {
  if (!profileExists(profile)) throw new AppError('profile.missing')
  try {
    return parseKeys(readFileSync(join(profile, KEYS_FILE), 'utf8'))
  } catch (cause) {
    throw new AppError('profile.damaged', { file: KEYS_FILE }, { cause })
  }
}

/** The wrapped keys out of the text of such a file. @throws z.ZodError, SyntaxError */
export function parseKeys(text: string): KeysFile {
  return keysFile.parse(JSON.parse(text))
}

/** Replaces the whole file atomically, readable by this user only. */
export function writeKeys(profile: string, keys: KeysFile): void {
  writeFileAtomically(join(profile, KEYS_FILE), `${JSON.stringify(keys, null, 2)}\n`, 0o600)
}

/** What a user's wrapping authenticates besides the key. */
export function bindingOf(profileId: string, user: string): string {
  return `yuanba/${profileId}/${user}`
}
