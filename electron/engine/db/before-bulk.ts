import { existsSync, statfsSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { AppError } from '../../../shared/errors'
import type { OpenContext } from '../context'
import { isoNow } from '../moment'
import { copyDatabase } from './before-import'
import { readMeta, writeMeta } from './meta'
import { DATABASE_FILE } from './open'

/** The copy of the database from before many records were changed at once, beside it, under the same key. */
export const BEFORE_BULK_FILE = 'before-bulk.db'

/** In ms. */
const BETWEEN = 3_600_000

/**
 * Keeps the database as it is before many records are changed at once, or a table is taken in. It takes the place of what was kept
 * before the last one, and is made as the copy before an import. Must run outside a transaction.
 *
 * One an hour at most: each such step can be taken back by itself, and whoever takes ten in a row must not wait for ten copies.
 * What is kept is the state before the first of them. None either where it would take more than a fifth of the free disk: no step
 * fails for want of a copy.
 */
export function copyBeforeBulk(ctx: OpenContext): void {
  const { profile, db, clock, log } = ctx
  const path = join(profile, BEFORE_BULK_FILE)
  const last = readMeta(db, 'copiedBeforeBulk')
  const age = last === null ? BETWEEN : clock.now() - Date.parse(last)
  // A clock that was set back says nothing.
  if (existsSync(path) && age >= 0 && age < BETWEEN) return
  if (statSync(join(profile, DATABASE_FILE)).size > freeFifth(profile)) return
  try {
    copyDatabase(ctx, BEFORE_BULK_FILE)
    writeMeta(db, 'copiedBeforeBulk', isoNow(clock))
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    log.warn('nothing was kept from before many changes', { why: error.code })
  }
}

function freeFifth(folder: string): number {
  const { bavail, bsize } = statfsSync(folder)
  return Math.floor((bavail * bsize) / 5)
}
