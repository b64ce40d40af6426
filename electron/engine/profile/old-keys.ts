import { types } from 'node:util'
import type { OpenContext, WriteDb } from '../context'
import { dropMeta, readMeta, writeMeta } from '../db/meta'
import { removePutAside } from '../db/older-copies'

/** What a restore put aside can be gone back to for so long. */
const ASIDE_KEPT_MS = 30 * 24 * 3600 * 1000

/**
 * Somebody was removed or has another passphrase: what the old one opens is to be under another key, or gone. Part of the
 * transaction that says so; the next sign-in makes up what can not be done at once.
 */
export function endOldKeys(db: WriteDb): void {
  writeMeta(db, 'rekeyDue', true)
  writeMeta(db, 'asideStale', true)
}

/**
 * Removes what lies aside once an old key could open it, or thirty days after the restore that put it there. What is in the
 * way of that, on Windows another program, is met again at the next sign-in.
 */
export function dropAside({
  profile,
  db,
  clock,
  log,
}: Pick<OpenContext, 'profile' | 'db' | 'clock' | 'log'>): void {
  const restored = readMeta(db, 'restored')
  const isOver = restored !== null && clock.now() - Date.parse(restored) > ASIDE_KEPT_MS
  if (!isOver && readMeta(db, 'asideStale') !== true) return
  try {
    removePutAside(profile, db)
  } catch (error) {
    // Never the message: it may hold a path.
    log.warn('what lies aside is not removed yet', {
      kind: types.isNativeError(error) ? error.name : typeof error,
    })
    return
  }
  db.transaction(() => {
    dropMeta(db, 'restored')
    dropMeta(db, 'asideStale')
  }).immediate()
}
