import { AppError } from '../../../shared/errors'
import type { ReadDb, WriteDb } from '../context'
import { type Migration, migrations, newestVersion } from './migrations'
import { type Tell, unheard } from './tell'

/** The number of the last migration that a database has had; 0 for a new one. */
export function schemaVersion(db: ReadDb): number {
  return Number(db.pragma('user_version', { simple: true }))
}

/** Whether a newer version of the program made this database: it may be read, never written. */
export function isNewer(db: ReadDb): boolean {
  return schemaVersion(db) > newestVersion
}

/**
 * Brings the schema up to date, each step in one transaction with its version bump, and checks the result.
 *
 * @param backup where the copy goes that is made before an existing profile is touched
 * @throws AppError `profile.migration-failed` with the copy's path; the database is then as the last good step left it
 * @throws AppError `profile.trial-version`
 */
export function migrate(
  db: WriteDb,
  backup: string,
  steps: readonly Migration[] = migrations,
  tell: Tell = unheard,
): void {
  const from = schemaVersion(db)
  const missing = steps.filter((step) => step.version > from)
  if (missing.length === 0) return
  for (const step of missing) step.refuse?.(db)
  // The copy and the check read the whole database, as a step may.
  const parts = missing.length + 2
  try {
    tell(0, parts)
    if (from > 0) db.prepare('VACUUM INTO ?').run(backup)
    for (const [at, step] of missing.entries()) {
      tell(at + 1, parts)
      runStep(db, step)
    }
    tell(parts - 1, parts)
    requireSound(db)
    tell(parts, parts)
  } catch (cause) {
    throw new AppError('profile.migration-failed', { backup: from > 0 ? backup : '' }, { cause })
  }
}

function runStep(db: WriteDb, step: Migration): void {
  db.transaction(() => {
    db.exec(step.sql)
    step.run?.(db)
    const broken = db.pragma('foreign_key_check')
    if (!Array.isArray(broken) || broken.length > 0)
      throw new Error(`migration ${step.version}: foreign keys point nowhere`)
    db.pragma(`user_version = ${step.version}`)
  }).immediate()
}

function requireSound(db: WriteDb): void {
  const verdict = db.pragma('quick_check', { simple: true })
  if (verdict !== 'ok') throw new Error('quick_check found damage after the migration')
}
