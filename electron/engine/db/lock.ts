import { join } from 'node:path'
import Database from 'better-sqlite3'
import { AppError } from '../../../shared/errors'

/** Holds a profile for this process alone until `release`. */
export interface ProfileLock {
  /** Again is nothing. */
  release(): void
}

/**
 * Takes the profile's lock: an exclusive transaction on `lock.db`. The system frees it when the process dies, however it
 * dies, so there is no stale lock to clear away. @throws AppError `profile.in-use`
 */
export function lockProfile(profile: string): ProfileLock {
  const db = new Database(join(profile, 'lock.db'), { timeout: 0 })
  try {
    db.exec('BEGIN EXCLUSIVE')
  } catch (cause) {
    db.close()
    throw new AppError('profile.in-use', {}, { cause })
  }
  return {
    release: () => {
      if (!db.open) return
      db.exec('ROLLBACK')
      db.close()
    },
  }
}
