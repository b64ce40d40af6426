import { AppError } from '../../../../shared/errors'
import type { WriteDb } from '../../context'
import { writeMeta } from '../meta'

/**
 * A change is hashed over a commitment to its values, so that they can be erased. What a trial version of format 4 wrote before
 * was hashed over the values themselves, and its log has no salts: such a profile is refused.
 */
export const commitments = {
  version: 250,
  name: 'commitments',
  sql: `
-- Records whose values the district has erased, by each redaction that is held. cleaned: nothing of them is left in this profile.
CREATE TABLE erased (
  record TEXT NOT NULL,
  redaction TEXT NOT NULL,
  at TEXT NOT NULL,
  site TEXT NOT NULL,
  reason TEXT NOT NULL,
  cleaned INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY (record, redaction)
) STRICT, WITHOUT ROWID;

-- Contents of attachments that erased values named: they go where nothing else names them.
CREATE TABLE erased_contents (hash TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;

-- The hash of each record's registers (changes/registers.ts), made with the projection.
CREATE TABLE registers (
  scope TEXT NOT NULL,
  record TEXT NOT NULL,
  hash BLOB NOT NULL,
  PRIMARY KEY (scope, record)
) STRICT, WITHOUT ROWID;

-- What the newest bundle of each peer said of its records and of its audit log (exchange/agreement.ts).
CREATE TABLE peer_agreement (
  site TEXT PRIMARY KEY,
  differs TEXT NOT NULL,
  audit_count INTEGER NOT NULL,
  audit_head TEXT NOT NULL,
  audit_changed TEXT
) STRICT, WITHOUT ROWID;
`,
  run(db: WriteDb) {
    // What is there has no registers yet.
    if (db.prepare('SELECT 1 FROM records').get()) writeMeta(db, 'projectionBehind', true)
  },
  refuse(db: WriteDb): void {
    const columns = db.prepare(`SELECT name FROM pragma_table_info('changes')`).pluck().all()
    if (columns.length > 0 && !columns.includes('salt')) throw new AppError('profile.trial-version')
  },
} as const
