/** A computer that asks to be let in waits for a person, and its files with it. */
export const newcomers = {
  version: 280,
  name: 'newcomers',
  sql: `
-- A computer that asks to be let in, under its first self's id: the request as it was proven, and as which self it spoke last.
CREATE TABLE newcomers (
  site TEXT PRIMARY KEY,
  sender TEXT NOT NULL,
  request TEXT NOT NULL,
  successions TEXT NOT NULL,
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
} as const
