import { AppError } from '../../../../shared/errors'
import type { WriteDb } from '../../context'

/**
 * Streams branch, and each branch says how far it counts (format 4). Profiles of the formats before were never in use: one that
 * was made by a trial version is refused, because its log has another form.
 */
export const counting = {
  version: 230,
  name: 'counting',
  sql: '',
  refuse(db: WriteDb): void {
    const old = db
      .prepare(
        `SELECT 1 FROM sqlite_schema WHERE name = 'changes' AND NOT EXISTS
           (SELECT 1 FROM pragma_table_info('branches') WHERE name = 'counts_to')`,
      )
      .get()
    if (old) throw new AppError('profile.trial-version')
  },
} as const
