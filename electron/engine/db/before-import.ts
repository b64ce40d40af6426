import { constants, copyFileSync, existsSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { AppError } from '../../../shared/errors'
import type { OpenContext } from '../context'
import { failedRemoval, fileError, syncFile, syncFolder } from '../files/atomic-file'
import { moveFileNow, removeNow } from '../files/rename'
import { catchUp } from './catch-up'
import { diskError } from './disk-error'
import { DATABASE_FILE, DATABASE_SUFFIXES, emptyLog } from './open'

/** The copy of the database from before an import, beside it, under the same key. */
export const BEFORE_IMPORT_FILE = 'before-import.db'

/** In bytes: some 80 000 records. Above that, copying the file takes longer than most imports. */
export const LARGEST_WHOLE_COPY = 256 * 1024 * 1024

/**
 * Keeps the database as it is before an import changes it (DESIGN 4), encrypted as it is, in place of what was kept before the
 * last one. The file is copied whole; that of a large database is brought up to date instead, because what is taken in from
 * one stick must not take longer the more is held. Put in the database's place, either opens as it was then. Must run outside
 * a transaction; on the disk when it returns.
 * @throws AppError `file.no-space`, `file.unwritable`, `profile.no-access`, `profile.disk-failed`
 */
export function copyBeforeImport(ctx: Copied): void {
  copyDatabase(ctx, BEFORE_IMPORT_FILE)
}

type Copied = Pick<OpenContext, 'profile' | 'db' | 'dataKey' | 'largestWholeCopy'>

/** As `copyBeforeImport`, under a name of its own. */
export function copyDatabase({ profile, db, dataKey, largestWholeCopy }: Copied, name: string): void {
  const [path, database] = [join(profile, name), join(profile, DATABASE_FILE)]
  const temporary = `${path}.tmp`
  try {
    if (statSync(database).size > largestWholeCopy && existsSync(path) && catchUp(path, database, dataKey)) {
      // That the copy's journal is gone must last: played back after a power cut, it would make the copy older than the import.
      syncFolder(profile)
      return
    }
    removeNow(temporary)
    // Then its bytes are the whole database and can be copied as they are: nobody else writes meanwhile.
    if (emptyLog(db)) copyFileSync(database, temporary, constants.COPYFILE_FICLONE)
    else db.prepare('VACUUM INTO ?').run(temporary)
    syncFile(temporary)
    // The copy first: a journal of it that stayed behind would be played into the new one.
    for (const suffix of DATABASE_SUFFIXES) removeNow(path + suffix)
    moveFileNow(temporary, path)
    syncFolder(profile)
  } catch (cause) {
    const known = fileError(cause, path, failedRemoval(temporary))
    throw known instanceof AppError ? known : (diskError(cause) ?? cause)
  }
}
