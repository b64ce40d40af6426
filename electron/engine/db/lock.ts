import { join } from 'node:path'
import Database from 'better-sqlite3'
import { AppError } from '../../../shared/errors'
import { diskError } from './disk-error'

/** Holds a profile for this process alone until `release`. */
export interface ProfileLock {
  /** Again is nothing. */
  release(): void
}

/**
 * Takes the profile's lock: an exclusive transaction on `lock.db`. The system frees it when the process dies, however it
 * dies, so there is no stale lock to clear away. @throws AppError `profile.in-use`, `profile.no-access`, `file.no-space`
 */
export function lockProfile(profile: string): ProfileLock {
  const db = opened(join(profile, 'lock.db'))
  return {
    release: () => {
      if (!db.open) return
      db.exec('ROLLBACK')
      db.close()
    },
  }
}

function opened(path: string): Database.Database {
  let db: Database.Database | undefined
  try {
    db = new Database(path, { timeout: 0 })
    db.exec('BEGIN EXCLUSIVE')
    return db
  } catch (cause) {
    db?.close()
    throw diskError(cause) ?? new AppError('profile.in-use', {}, { cause })
  }
}
