import { existsSync } from 'node:fs'
import { basename, join } from 'node:path'
import { AppError } from '../../../shared/errors'
import type { EngineContext, WriteDb } from '../context'
import { isDamage } from '../db/disk-error'
import { DATABASE_SUFFIXES, openCopy, openForWriting, opensWith, rekeyCopy } from '../db/open'
import { syncFile, syncFolder } from '../files/atomic-file'
import { moveFileNow, removeNow } from '../files/rename'

/**
 * The file of half-typed forms inside a profile, under the database's key. It is apart from the database, so that typing
 * goes on while an import has that.
 */
export const DRAFTS_FILE = 'drafts.db'
/** The file under the database's new key, until it takes its place. */
const COPY_FILE = 'rekeyed-drafts.db'

/**
 * `drafts`: one half-typed form a person, kind and record. `papers`: an official form that somebody changed before printing it,
 * one a person, record, form and variant. `held`: writes that wait for the end of an import, in order.
 * `notes`: rows of the audit log that wait likewise.
 */
const schema = `
CREATE TABLE IF NOT EXISTS drafts (
  user TEXT NOT NULL, kind TEXT NOT NULL, record TEXT NOT NULL, body TEXT NOT NULL, saved_at TEXT NOT NULL,
  PRIMARY KEY (user, kind, record)
) STRICT, WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS papers (
  user TEXT NOT NULL, record TEXT NOT NULL, form TEXT NOT NULL, variant TEXT NOT NULL, text TEXT NOT NULL,
  saved_at TEXT NOT NULL, PRIMARY KEY (user, record, form, variant)
) STRICT, WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS held (
  number INTEGER PRIMARY KEY, operation TEXT NOT NULL UNIQUE, user TEXT NOT NULL, call TEXT NOT NULL, input TEXT NOT NULL,
  files TEXT NOT NULL, at TEXT NOT NULL
) STRICT;
CREATE TABLE IF NOT EXISTS notes (
  number INTEGER PRIMARY KEY, user TEXT NOT NULL, action TEXT NOT NULL, detail TEXT NOT NULL, at TEXT NOT NULL
) STRICT;`

/** The opened file, and the name under which a damaged one lies beside it. */
export interface OpenedDrafts {
  readonly drafts: WriteDb
  readonly draftsAside: string | null
}

/**
 * Opens the file of drafts; makes it when it is not there. One that is still under a former key of the database is encrypted
 * anew. A damaged one stops nobody: it is kept aside, and drafts begin anew.
 * @param keys the database's key, and its former ones, the newest first
 * @throws AppError `file.no-space`, `profile.no-access`, `profile.disk-failed`
 */
export function openDrafts(
  ctx: Pick<EngineContext, 'profile' | 'clock' | 'log'>,
  keys: readonly Uint8Array[],
): OpenedDrafts {
  const path = join(ctx.profile, DRAFTS_FILE)
  sweepDraftsCopy(ctx.profile)
  const [key] = keys
  if (key === undefined) throw new RangeError('a file of drafts needs a key')
  const whole = opened(path, keys)
  if (whole) return { drafts: whole, draftsAside: null }
  const aside = setDraftsAside(ctx.profile, `damaged-${ctx.clock.now()}`)
  ctx.log.error('the file of drafts was damaged and is kept aside', { file: aside })
  return { drafts: made(path, key), draftsAside: aside }
}

/** Puts the file under another name, with what belongs to it. @returns that name */
export function setDraftsAside(profile: string, why: string): string {
  const path = join(profile, DRAFTS_FILE)
  const aside = `${path}.${why}`
  for (const suffix of DATABASE_SUFFIXES)
    if (existsSync(path + suffix)) moveFileNow(path + suffix, aside + suffix)
  return basename(aside)
}

/** Removes the file; for a profile that did not come into being. */
export function removeDrafts(profile: string): void {
  for (const suffix of DATABASE_SUFFIXES) removeNow(join(profile, DRAFTS_FILE + suffix))
}

/** Nothing where the file is damaged. */
function opened(path: string, keys: readonly Uint8Array[]): WriteDb | undefined {
  const [key] = keys
  const isThere = existsSync(path)
  const found = isThere ? keys.find((each) => opensWith(path, each)) : key
  if (key === undefined || found === undefined) return undefined
  let db: WriteDb | undefined
  try {
    if (found !== key) encryptAnew(path, found, key)
    db = made(path, key)
    if (!isThere || db.pragma('quick_check', { simple: true }) === 'ok') return db
  } catch (error) {
    if (!isDamage(error) && !(error instanceof AppError && error.code === 'profile.damaged')) {
      db?.close()
      throw error
    }
  }
  db?.close()
  return undefined
}

function made(path: string, key: Uint8Array): WriteDb {
  const db = openForWriting(path, key)
  db.transaction(() => db.exec(schema))()
  return db
}

/** In one rename, so that a crash leaves it whole under either key. */
function encryptAnew(path: string, from: Uint8Array, to: Uint8Array): void {
  const copy = join(path, '..', COPY_FILE)
  const db = openForWriting(path, from)
  try {
    db.prepare('VACUUM INTO ?').run(copy)
  } finally {
    db.close()
  }
  const anew = openCopy(copy, from)
  try {
    rekeyCopy(anew, to)
  } finally {
    anew.close()
  }
  syncFile(copy)
  // A log that stayed behind would be played into the next file of this name.
  for (const suffix of ['-wal', '-shm']) removeNow(path + suffix)
  moveFileNow(copy, path)
  syncFolder(join(path, '..'))
}

function sweepDraftsCopy(profile: string): void {
  for (const suffix of ['', '-journal']) removeNow(join(profile, COPY_FILE + suffix))
}
