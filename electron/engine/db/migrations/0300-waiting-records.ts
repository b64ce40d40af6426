/**
 * Records of kinds that this version does not know: merged like all others, and shown nowhere until a version knows the kind.
 * They stood among the records, where nothing had judged them, and stayed as they were when their kind became known.
 */
export const unknownKindsApart = {
  version: 300,
  name: 'waiting-records',
  sql: `
CREATE TABLE waiting_records (
  id TEXT PRIMARY KEY,
  kind TEXT NOT NULL,
  scope TEXT NOT NULL,
  number TEXT,
  body TEXT NOT NULL,
  heads TEXT NOT NULL,
  deleted INTEGER NOT NULL,
  conflicts INTEGER NOT NULL,
  created_at TEXT NOT NULL,
  created_by TEXT NOT NULL,
  updated_at TEXT NOT NULL,
  last_change TEXT NOT NULL
) STRICT;
-- The projection is made anew, and this table with it.
INSERT INTO meta (key, value) SELECT 'projectionBehind', 'true' WHERE EXISTS (SELECT 1 FROM records)
  ON CONFLICT (key) DO UPDATE SET value = excluded.value;
`,
} as const
