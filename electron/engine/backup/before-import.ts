import { constants, copyFileSync, renameSync, rmSync, statSync, utimesSync } from 'node:fs'
import { join } from 'node:path'
import type { OpenContext, WriteDb } from '../context'
import { DATABASE_FILE } from '../db/open'
import { failedRemoval, fileError, syncFile, syncFolder } from '../files/atomic-file'

/** The copy of the database from before an import, beside it, under the same key. */
export const BEFORE_IMPORT_FILE = 'before-import.db'

/** In bytes: above this, some 80 000 records, copying takes longer than most imports. */
const ALWAYS_UP_TO = 256 * 1024 * 1024
const DAY_MS = 86_400_000

/**
 * Copies the whole database, encrypted as it is, before an import changes it (DESIGN 4); it replaces the copy made before
 * an import before. A large database is copied before the first import of twenty-four hours only: what a district takes in
 * from one stick must not take longer the more it holds. Must run outside a transaction; on the disk when it returns.
 * @throws AppError `file.no-space`, `file.unwritable`
 */
export function copyBeforeImport(
  ctx: Pick<OpenContext, 'profile' | 'db' | 'clock'>,
  alwaysUpTo = ALWAYS_UP_TO,
): void {
  const path = join(ctx.profile, BEFORE_IMPORT_FILE)
  const temporary = `${path}.tmp`
  const now = ctx.clock.now()
  try {
    if (statSync(join(ctx.profile, DATABASE_FILE)).size > alwaysUpTo && isOfLastDay(path, now)) return
    rmSync(temporary, { force: true })
    if (isAllInFile(ctx.db))
      copyFileSync(join(ctx.profile, DATABASE_FILE), temporary, constants.COPYFILE_FICLONE)
    else ctx.db.prepare('VACUUM INTO ?').run(temporary)
    utimesSync(temporary, now / 1000, now / 1000)
    syncFile(temporary)
    renameSync(temporary, path)
    syncFolder(ctx.profile)
  } catch (cause) {
    throw fileError(cause, path, failedRemoval(temporary))
  }
}

/** By the clock that stamped it; a copy from the future, after a clock was set back, is none. */
function isOfLastDay(path: string, now: number): boolean {
  const made = statSync(path, { throwIfNoEntry: false })?.mtimeMs
  return made !== undefined && made <= now && now - made < DAY_MS
}

/**
 * Moves everything committed into the database file. Then its bytes are the whole database and can be copied as they are:
 * nobody else writes, and nothing of ours happens in between. False while somebody reads an older state.
 */
function isAllInFile(db: WriteDb): boolean {
  return db.pragma('wal_checkpoint(TRUNCATE)', { simple: true }) === 0
}
