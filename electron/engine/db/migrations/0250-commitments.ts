import { AppError } from '../../../../shared/errors'
import type { WriteDb } from '../../context'

/**
 * A change is hashed over a commitment to its values, so that they can be erased. What a trial version of format 4 wrote before
 * was hashed over the values themselves, and its log has no salts: such a profile is refused.
 */
export const commitments = {
  version: 250,
  name: 'commitments',
  sql: '',
  refuse(db: WriteDb): void {
    const columns = db.prepare(`SELECT name FROM pragma_table_info('changes')`).pluck().all()
    if (columns.length > 0 && !columns.includes('salt')) throw new AppError('profile.trial-version')
  },
} as const
