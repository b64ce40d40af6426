import { AppError } from '../../../../shared/errors'
import type { WriteDb } from '../../context'

/**
 * Computers are known by changes of the log: they introduce themselves, and an office says who belongs to it. What a trial version
 * wrote before knew them by certificates, and its streams begin without an introduction: such a profile is refused.
 */
export const introductions = {
  version: 340,
  name: 'introductions',
  sql: `
-- introduces: 1 where the branch begins with its site's introduction.
ALTER TABLE branches ADD COLUMN introduces INTEGER NOT NULL DEFAULT 0;
-- What says who is who, among all that was typed.
CREATE INDEX changes_official ON changes (kind) WHERE kind IN ('introduction', 'site');
-- Judged of these changes (sites/judge.ts). root: the first self of the computer; office: who let it in.
ALTER TABLE sites RENAME COLUMN certificate TO office;
ALTER TABLE sites ADD COLUMN root TEXT NOT NULL DEFAULT '';
DROP TABLE waiting_files;
DROP TABLE newcomers;
-- A computer that asks to be let in, under its first self's id: the introductions of its selves, and as which it spoke last.
CREATE TABLE newcomers (
  site TEXT PRIMARY KEY,
  sender TEXT NOT NULL,
  introductions TEXT NOT NULL,
  asked_at TEXT NOT NULL,
  refused_at TEXT
) WITHOUT ROWID, STRICT;
-- Its files: their bytes lie beside the database, under their hash, as encrypted as they came.
CREATE TABLE waiting_files (
  sha256 TEXT PRIMARY KEY,
  newcomer TEXT NOT NULL REFERENCES newcomers (site),
  sender TEXT NOT NULL,
  file TEXT NOT NULL,
  serial INTEGER NOT NULL,
  created_at TEXT NOT NULL,
  changes INTEGER NOT NULL,
  bytes INTEGER NOT NULL
) WITHOUT ROWID, STRICT;
CREATE INDEX waiting_files_newcomer ON waiting_files (newcomer);
`,
  run(db: WriteDb): void {
    db.exec(`UPDATE sites SET root = id;
             UPDATE branches SET introduces = 1 WHERE parent IS NULL AND EXISTS
               (SELECT 1 FROM changes c WHERE c.branch = branches.branch AND c.seq = 1 AND c.kind = 'introduction')`)
  },
  refuse(db: WriteDb): void {
    const columns = db.prepare(`SELECT name FROM pragma_table_info('sites')`).pluck().all()
    const isKnown = `SELECT 1 FROM sites WHERE id NOT IN
      (SELECT b.site FROM branches b JOIN changes c USING (branch) WHERE c.kind = 'introduction')`
    if (columns.includes('certificate') && db.prepare(isKnown).get())
      throw new AppError('profile.trial-version')
  },
} as const
