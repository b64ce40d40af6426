import { AppError } from '../../../../shared/errors'
import type { WriteDb } from '../../context'

/**
 * Streams may branch (format 4). Profiles of the formats before were never in use: one that was made by a trial version is
 * refused, because what the log hashed then has another form.
 */
export const branches = {
  version: 190,
  name: 'branches',
  sql: '',
  refuse(db: WriteDb): void {
    const old = db.prepare(`SELECT 1 FROM sqlite_schema WHERE name = 'streams'`).get()
    if (old) throw new AppError('profile.trial-version')
  },
} as const
