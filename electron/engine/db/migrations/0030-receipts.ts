/** What was exchanged, finely enough to say of one record or one value by which bundle it left or came. */
export const receipts = {
  version: 30,
  name: 'receipts',
  sql: `
-- How far each bundle written here reached: JSON, branch → the last number it was sent with.
CREATE TABLE sent_bundles (
  peer TEXT NOT NULL REFERENCES sites (id),
  serial INTEGER NOT NULL,
  reach TEXT NOT NULL,
  PRIMARY KEY (peer, serial)
) STRICT, WITHOUT ROWID;

-- Which import brought which changes: of a branch those from first on, up to where the next row begins.
CREATE TABLE arrivals (
  branch INTEGER NOT NULL REFERENCES branches,
  first INTEGER NOT NULL,
  entry INTEGER NOT NULL REFERENCES bundle_log (entry),
  PRIMARY KEY (branch, first)
) STRICT, WITHOUT ROWID;

-- What the newest bundle of a peer said of its program and clock. kinds: JSON, kind → version; clock_offset in seconds, NULL when
-- nothing is wrong with it; heard_at by our own clock.
CREATE TABLE peer_programs (
  site TEXT PRIMARY KEY REFERENCES sites (id),
  app TEXT NOT NULL,
  kinds TEXT NOT NULL,
  clock_offset INTEGER,
  heard_at TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- What the file itself held, for the hand-over slip: changes, attachments, bytes of the file.
ALTER TABLE bundle_log ADD COLUMN carried INTEGER;
ALTER TABLE bundle_log ADD COLUMN blobs INTEGER;
ALTER TABLE bundle_log ADD COLUMN bytes INTEGER;
`,
} as const
