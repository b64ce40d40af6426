import { readFileSync, realpathSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { types } from 'node:util'
import Database from 'better-sqlite3'
import { AppError } from '../../../shared/errors'
import { isOnNetwork, isTooLong, mountType } from '../../../shared/where-data-lie'
import { diskError } from './disk-error'

/** Holds a profile for this process alone until `release`. */
export interface ProfileLock {
  /** Again is nothing. */
  release(): void
}

/**
 * Takes the profile's lock: an exclusive transaction on `lock.db`. The system frees it when the process dies, however it
 * dies, so there is no stale lock to clear away. @throws AppError `profile.in-use`, `profile.no-access`,
 * `profile.on-network`, `profile.path-too-long`, `file.no-space`
 */
export function lockProfile(profile: string): ProfileLock {
  requireOwnDisk(profile)
  const db = opened(join(profile, 'lock.db'))
  return {
    release: () => {
      if (!db.open) return
      db.exec('ROLLBACK')
      db.close()
    },
  }
}

/** SQLite can not trust the locks of another computer's disk, and two laptops would write one database. @throws AppError `profile.on-network` */
function requireOwnDisk(profile: string): void {
  const folder = resolve(profile)
  // Of a drive letter that stands for a share Windows names the share.
  const real = asked(() => realpathSync.native(folder)) ?? folder
  const mounts =
    process.platform === 'linux' ? asked(() => readFileSync('/proc/self/mountinfo', 'utf8')) : undefined
  const type = mounts === undefined ? undefined : mountType(mounts, real)
  if ([folder, real].some((path) => isOnNetwork(path, type))) throw new AppError('profile.on-network')
}

/** Nothing where the system does not say: a folder that can not be looked at is told by whoever opens it. */
function asked(ask: () => string): string | undefined {
  try {
    return ask()
  } catch {
    return undefined
  }
}

/** Where Windows was told to allow long paths a deep folder opens: only one that does not is told so. */
function tooLong(path: string, cause: unknown): AppError | undefined {
  const isRefused =
    types.isNativeError(cause) && 'code' in cause && String(cause.code).startsWith('SQLITE_CANTOPEN')
  return isRefused && isTooLong(resolve(path), process.platform)
    ? new AppError('profile.path-too-long', {}, { cause })
    : undefined
}

function opened(path: string): Database.Database {
  let db: Database.Database | undefined
  try {
    db = new Database(path, { timeout: 0 })
    db.exec('BEGIN EXCLUSIVE')
    return db
  } catch (cause) {
    db?.close()
    throw tooLong(path, cause) ?? diskError(cause) ?? new AppError('profile.in-use', {}, { cause })
  }
}
