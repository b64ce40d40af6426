import { renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import type { OpenContext } from '../context'
import { failedRemoval, fileError } from '../files/atomic-file'

/** The copy of the database from before the last import, beside it, under the same key. */
export const BEFORE_IMPORT_FILE = 'before-import.db'

/**
 * Copies the whole database, encrypted as it is, before an import changes it (DESIGN 4); it replaces the copy made before
 * the import before. Must run outside a transaction. @throws AppError `file.no-space`, `file.unwritable`
 */
export function copyBeforeImport(ctx: OpenContext): void {
  const path = join(ctx.profile, BEFORE_IMPORT_FILE)
  const temporary = `${path}.tmp`
  try {
    rmSync(temporary, { force: true })
    ctx.db.prepare('VACUUM INTO ?').run(temporary)
    renameSync(temporary, path)
  } catch (cause) {
    throw fileError(cause, path, failedRemoval(temporary))
  }
}
