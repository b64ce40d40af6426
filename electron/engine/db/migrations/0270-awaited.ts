/**
 * Changes that a known change replaces and that have not arrived. They stood in a list of each record's row, which every change of the
 * record read and wrote again. A small file of such names held the engine for most of a minute.
 */
export const awaited = {
  version: 270,
  name: 'awaited',
  sql: `
CREATE TABLE awaited (
  record TEXT NOT NULL,
  -- Of the change, and the key under which it is replaced.
  id TEXT NOT NULL,
  key TEXT NOT NULL,
  PRIMARY KEY (record, id, key)
) STRICT, WITHOUT ROWID;
-- The projection is made anew, and this table with it.
INSERT INTO meta (key, value) SELECT 'projectionBehind', 'true' WHERE EXISTS (SELECT 1 FROM records)
  ON CONFLICT (key) DO UPDATE SET value = excluded.value;
`,
} as const
