import { closeSync, constants, copyFileSync, fsyncSync, openSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import type { OpenContext, WriteDb } from '../context'
import { DATABASE_FILE } from '../db/open'
import { failedRemoval, fileError, syncFolder } from '../files/atomic-file'

/** The copy of the database from before the last import, beside it, under the same key. */
export const BEFORE_IMPORT_FILE = 'before-import.db'

/**
 * Copies the whole database, encrypted as it is, before an import changes it (DESIGN 4); it replaces the copy made before
 * the import before, and outlasts a power cut before the import begins. Must run outside a transaction. @throws AppError `file.no-space`, `file.unwritable`
 */
export function copyBeforeImport(ctx: OpenContext): void {
  const path = join(ctx.profile, BEFORE_IMPORT_FILE)
  const temporary = `${path}.tmp`
  try {
    rmSync(temporary, { force: true })
    if (isAllInFile(ctx.db))
      copyFileSync(join(ctx.profile, DATABASE_FILE), temporary, constants.COPYFILE_FICLONE)
    else ctx.db.prepare('VACUUM INTO ?').run(temporary)
    syncFile(temporary)
    renameSync(temporary, path)
    syncFolder(ctx.profile)
  } catch (cause) {
    throw fileError(cause, path, failedRemoval(temporary))
  }
}

/**
 * Moves everything committed into the database file. Then its bytes are the whole database and can be copied as they are:
 * nobody else writes, and nothing of ours happens in between. False while somebody reads an older state.
 */
function isAllInFile(db: WriteDb): boolean {
  return db.pragma('wal_checkpoint(TRUNCATE)', { simple: true }) === 0
}

function syncFile(path: string): void {
  const file = openSync(path, 'r+')
  try {
    fsyncSync(file)
  } finally {
    closeSync(file)
  }
}
