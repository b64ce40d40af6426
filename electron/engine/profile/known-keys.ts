import { AppError } from '../../../shared/errors'
import type { ReadDb, WriteDb } from '../context'
import { dropMeta, readMeta, requireMeta, writeMeta } from '../db/meta'
import type { OpenProfile } from '../session'
import {
  authenticated,
  digestOf,
  type HeldKeys,
  isAuthentic,
  type KeysFile,
  keysText,
  parseKeys,
  readKeys,
  writeKeys,
} from './keys-file'
import { findUser } from './queries'

/** What writing the file of keys needs of an open profile. */
export interface KeysOf extends Pick<OpenProfile, 'db' | 'dataKey'> {
  /** The profile's folder. */
  readonly profile: string
}

/** The database believes these files from now on, and no other; part of the caller's transaction when there is one. */
export function believe(db: WriteDb, files: readonly KeysFile[]): void {
  writeMeta(db, 'keysFiles', files.map(digestOf))
  dropMeta(db, 'keysBefore')
}

/**
 * Puts the file of before back where the one that lies there has somebody whom the database does not know. The power went between
 * the two, so the rows that belong to the new file were never written. Otherwise the one person of a hand-over would come in no
 * more, neither the former nor the new.
 */
export function putBackUnbegun({ profile, db, dataKey }: KeysOf, user: string): void {
  if (findUser(db, user) || !isBetweenFiles(db)) return
  const text = readMeta(db, 'keysBefore')
  const file = text === null ? undefined : parseKeys(text)
  if (file && isKnown(db, file, dataKey)) writeKeys(profile, file)
}

/** The digest of a file of keys that the database believes. @throws AppError `profile.damaged` */
export function believedDigest(db: ReadDb): string {
  const [digest] = requireMeta(db, 'keysFiles')
  if (digest === undefined) throw new AppError('profile.damaged', { fact: 'keysFiles' })
  return digest
}

/** Whether the last replacement was not seen to its end. */
export function isBetweenFiles(db: ReadDb): boolean {
  return (readMeta(db, 'keysFiles') ?? []).length > 1
}

/**
 * The file of keys is the one that was written last, by somebody with the data key. An older one that was put back, and one
 * with an entry of another, is not.
 * @throws AppError `profile.keys-changed`
 */
export function requireKnown(db: ReadDb, file: KeysFile, dataKey: Uint8Array): void {
  if (!isKnown(db, file, dataKey)) throw new AppError('profile.keys-changed')
}

/** @see requireKnown */
export function isKnown(db: ReadDb, file: KeysFile, dataKey: Uint8Array): boolean {
  const known = readMeta(db, 'keysFiles') ?? []
  return known.includes(digestOf(file)) && isAuthentic(file, dataKey)
}

/** The file as it lies there, if it is the right one. @throws AppError `profile.keys-changed`, and as `readKeys` */
export function knownKeys({ profile, db, dataKey }: KeysOf): KeysFile {
  const file = readKeys(profile)
  requireKnown(db, file, dataKey)
  return file
}

/**
 * Replaces the file of keys, together with the rows that go with it. At every moment the database believes what lies
 * there: first it is told of both files, then the new one is written, then it believes that one alone.
 * Waits for nothing between reading and writing, so that no two replacements mix.
 * @throws AppError `profile.keys-changed`, `file.unwritable`, and what `rows` and a commit throw: then the old file stays, or is put back
 */
export function replaceKeys(of: KeysOf, change: (held: KeysFile) => HeldKeys, rows: () => void): void {
  const now = knownKeys(of)
  const next = change(now)
  let isWritten = false
  try {
    of.db.transaction(() => writeMeta(of.db, 'keysBefore', keysText(now))).immediate()
    putKeys(of, digestOf(now), next, rows, () => {
      isWritten = true
    })
  } catch (error) {
    // The commit failed: nobody is told that a passphrase did not change, and then comes in by the new one alone.
    if (isWritten) writeKeys(of.profile, now)
    throw error
  }
}

/**
 * As `replaceKeys`, whatever lies there; `believed` is the digest of the file that the database believes. `written` hears when the
 * new file lies there.
 */
export function putKeys(
  { db, dataKey, profile }: KeysOf,
  believed: string,
  held: HeldKeys,
  rows: () => void,
  written: () => void = () => undefined,
): void {
  const next = authenticated(held, [dataKey])
  db.transaction(() => writeMeta(db, 'keysFiles', [believed, digestOf(next)])).immediate()
  db.transaction(() => {
    rows()
    believe(db, [next])
    // Last, so that a database that refuses keeps the old one.
    writeKeys(profile, next)
    written()
  }).immediate()
}
