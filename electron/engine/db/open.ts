import { statSync } from 'node:fs'
import Database from 'better-sqlite3'
import { AppError } from '../../../shared/errors'
import type { ReadDb, WriteDb } from '../context'
import { diskError } from './disk-error'

/** The encrypted database's file inside a profile. */
export const DATABASE_FILE = 'profile.db'
/** What belongs to a database of any name and must come and go with it: left behind, it would be played into the next one. */
export const DATABASE_SUFFIXES = ['', '-wal', '-shm', '-journal'] as const

/** Pages kept in memory, in KiB. */
const CACHE_KIB = 32_000
/** While much is written in one transaction: a page that had to leave is encrypted, read and decrypted again. */
const BULK_CACHE_KIB = 40_000

/**
 * Opens the one connection that writes; makes the file when it is not there.
 *
 * The raw 32-byte key skips SQLCipher's PBKDF2 (2 ms instead of 200): the stretching is done once, by scrypt over the
 * passphrase that wraps this key. @throws AppError `profile.damaged` when the key does not open the file, `file.no-space`,
 * `profile.no-access`, `profile.disk-failed`
 */
export function openForWriting(path: string, dataKey: Uint8Array): WriteDb {
  const db = connect(path, dataKey, false) as WriteDb
  db.pragma('journal_mode = WAL')
  db.pragma('synchronous = FULL')
  db.pragma('foreign_keys = ON')
  mindLog(db)
  return db
}

/**
 * Does work that writes much, its transaction inside: with more pages kept in memory and, while nobody else reads, with a
 * rollback journal instead of the write-ahead log. A new page is then encrypted once, straight into the database; through the
 * log it is encrypted, read back, decrypted and encrypted again. Either way a crash leaves all of the transaction or none. It is for what
 * is made anew at a start; an import has readers beside it and goes through the log (`withLongLog`). Inside a transaction, as that which makes a new database, the work is a part of that one.
 */
export function withBulkWrites<T>(db: WriteDb, work: () => T): T {
  if (db.inTransaction) return work()
  return withManyPages(db, () => {
    const isAlone = leaveLog(db)
    try {
      return work()
    } finally {
      if (isAlone) {
        db.pragma('journal_mode = WAL')
        db.pragma('synchronous = FULL')
      }
    }
  })
}

/**
 * Does work that writes much beside others who read, its transaction inside: with more pages kept in memory. The log is on the disk when
 * the transaction ends (`synchronous=FULL`; the power cuts of tests/sync/failures fall into just this). The log stays as it is:
 * the caller moves it into the database afterwards (`shortenLog`, `emptyLongLog`). Until then this connection leaves it alone.
 */
export function withLongLog<T>(db: WriteDb, work: () => T): T {
  leaveLogAlone(db)
  try {
    return withManyPages(db, work)
  } catch (error) {
    mindLog(db)
    throw error
  }
}

/** In pages. A log of more takes a while to be moved into the database. */
const LONG_LOG = 1000
/** In pages: a longer log is moved by the one whose commit finds it so. Where there is ever a pause it is moved long before (after-saves.ts). */
const LONGEST_LOG = 4000

/** From here on no commit of this connection moves the log into the database: somebody else does. */
export function leaveLogAlone(db: WriteDb): void {
  db.pragma('wal_autocheckpoint = 0')
}

/** Ends `leaveLogAlone`. */
export function mindLog(db: WriteDb): void {
  db.pragma(`wal_autocheckpoint = ${LONGEST_LOG}`)
}

/**
 * Moves what is committed into the database file, as far as nobody reads an older state. It takes long where the log is long, and whoever
 * reads or writes meanwhile waits for nothing. Killed, it is done again by the next one: the log stays whole until it is emptied.
 */
export function shortenLog(db: WriteDb): void {
  unlessDiskFails(() => db.pragma('wal_checkpoint(PASSIVE)'))
}

/** As `emptyLog`; on a disk that is full the log stays. What was committed stands in it, and is not refused for that. */
export function emptyLongLog(db: WriteDb): void {
  unlessDiskFails(() => emptyLog(db))
  unlessDiskFails(() => mindLog(db))
}

/** Whether so much stands in a log that moving it into the database takes a while: whoever moved it last was killed. */
export const isLongLog = (path: string): boolean =>
  (statSync(`${path}-wal`, { throwIfNoEntry: false })?.size ?? 0) > LONG_LOG * PAGE_BYTES

const PAGE_BYTES = 4096

/** How many pages of the log are not in the database yet. */
export function pagesInLog(db: WriteDb): number {
  const [state] = db.pragma('wal_checkpoint(NOOP)') as {
    readonly log: number
    readonly checkpointed: number
  }[]
  return state ? state.log - state.checkpointed : 0
}

/** Does what can as well be done later: on a disk that is full, or fails, it is left. */
export function unlessDiskFails(work: () => unknown): void {
  try {
    work()
  } catch (error) {
    if (!diskError(error)) throw error
  }
}

/** In milliseconds: what somebody else does on the database in one go is over by then, or takes very much longer. */
const READER_PATIENCE_MS = 1000

/**
 * Moves everything committed into the database file and empties the write-ahead log. False while somebody reads an older
 * state: then the log stays.
 */
export function emptyLog(db: WriteDb): boolean {
  const patience = db.pragma('busy_timeout', { simple: true })
  db.pragma(`busy_timeout = ${READER_PATIENCE_MS}`)
  try {
    return db.pragma('wal_checkpoint(TRUNCATE)', { simple: true }) === 0
  } finally {
    db.pragma(`busy_timeout = ${Number(patience)}`)
  }
}

function withManyPages<T>(db: WriteDb, work: () => T): T {
  db.pragma(`cache_size = -${BULK_CACHE_KIB}`)
  try {
    return work()
  } finally {
    giveMemoryBack(db)
  }
}

/** Gives back the memory of pages that nobody reads just now: who asks for them next reads them from the disk again. */
export function forgetPages(db: WriteDb): void {
  db.pragma('shrink_memory')
}

function giveMemoryBack(db: WriteDb): void {
  try {
    db.pragma(`cache_size = -${CACHE_KIB}`)
  } catch (error) {
    // What was committed is not refused for that.
    if (!diskError(error)) throw error
  }
}

/** Writes with a rollback journal from here on. False while another connection is open: it reads beside the log only. */
function leaveLog(db: WriteDb): boolean {
  try {
    if (db.pragma('journal_mode = DELETE', { simple: true }) !== 'delete') return false
    // A rollback journal ends a transaction by being removed. Only so is the folder synced after that: otherwise a power cut could
    // bring the journal back, and with it the state from before an import that was told as done.
    db.pragma('synchronous = EXTRA')
    return true
  } catch (error) {
    // By its code alone: the addon throws the class that the first one to load it brought, which may be another realm's.
    if (typeof error === 'object' && error !== null && 'code' in error && error.code === 'SQLITE_BUSY')
      return false
    throw error
  }
}

/** Whether a profile can only be looked at, as one that a newer version made: nothing can be noted in it either. */
export function isOnlyLookedAt({ db }: { readonly db: WriteDb }): boolean {
  return db.pragma('query_only', { simple: true }) === 1
}

/** A connection that can not write: for long reads, and for a profile that a newer version made. */
export function openForReading(path: string, dataKey: Uint8Array): ReadDb {
  return connect(path, dataKey, true) as ReadDb
}

/** A connection to a copy beside the database, without a write-ahead log: what is committed stands in this one file. */
export function openCopy(path: string, dataKey: Uint8Array): WriteDb {
  const db = connect(path, dataKey, false) as WriteDb
  db.pragma('journal_mode = DELETE')
  db.pragma('synchronous = EXTRA')
  return db
}

/** Lets a connection to a copy read the database under the name `live`; nothing of it may be written by that. */
export function attachLive(copy: WriteDb, path: string, dataKey: Uint8Array): void {
  copy.prepare('ATTACH ? AS live KEY ?').run(path, rawKey(dataKey))
}

/** Encrypts every page of a copy under another key. */
export function rekeyCopy(db: WriteDb, dataKey: Uint8Array): void {
  db.pragma(`rekey = ${keyText(dataKey)}`)
}

/** Whether a key opens the database. @throws what the file system says of a file that can not be read */
export function opensWith(path: string, dataKey: Uint8Array): boolean {
  try {
    openForReading(path, dataKey).close()
    return true
  } catch (error) {
    if (error instanceof AppError && error.code === 'profile.damaged') return false
    throw error
  }
}

/** A key that is no passphrase, as SQLCipher reads it. */
const rawKey = (dataKey: Uint8Array): string => `x'${Buffer.from(dataKey).toString('hex')}'`

/** A pragma takes no parameters; hexadecimal digits of our own bytes are safe to write out. */
const keyText = (dataKey: Uint8Array): string => `"${rawKey(dataKey)}"`

function connect(path: string, dataKey: Uint8Array, readonly: boolean): Database.Database {
  let db: Database.Database | undefined
  try {
    db = new Database(path, { readonly, fileMustExist: readonly, timeout: 5000 })
    db.pragma(`cipher = 'sqlcipher'`)
    // Version 4's exact page layout; the library's own default differs, and the stock tool could not read it.
    db.pragma('legacy = 4')
    db.pragma(`key = ${keyText(dataKey)}`)
    db.pragma('temp_store = MEMORY')
    db.pragma(`cache_size = -${CACHE_KIB}`)
    db.prepare('SELECT count(*) FROM sqlite_schema').get()
    return db
  } catch (cause) {
    db?.close()
    throw diskError(cause) ?? new AppError('profile.damaged', {}, { cause })
  }
}
