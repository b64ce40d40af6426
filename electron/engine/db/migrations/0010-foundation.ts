/**
 * The foundation: the log of changes and its projection, what is known of other sites, people, audit, drafts.
 * Frozen with format 4: later versions add migrations, they never edit this one. Migrations 0230 and 0250 refuse what is older.
 */
export const foundation = {
  version: 10,
  name: 'foundation',
  sql: `
-- This profile's own facts, by key (see db/meta.ts).
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;

-- A stream (site, scope) is a tree of changes. A branch holds those numbered after + 1 to seq, and goes on from the change
-- numbered after of its parent; from nothing where it has none. seq and hash are its tip's.
CREATE TABLE branches (
  branch INTEGER PRIMARY KEY,
  site TEXT NOT NULL,
  scope TEXT NOT NULL,
  parent INTEGER REFERENCES branches,
  after INTEGER NOT NULL,
  seq INTEGER NOT NULL,
  hash TEXT NOT NULL,
  -- The last number of it that counts: after where nothing does.
  counts_to INTEGER NOT NULL
) STRICT;
CREATE INDEX branches_stream ON branches (site, scope);

-- The append-only log, the truth. hash: of the line, 32 bytes; fields: {"over":{…},"set":{…}}. salt: 12 random bytes in base64.
-- Once the values are erased, salt is null and fields is {"commitment":…,"keys":[…],"over":{…}}.
CREATE TABLE changes (
  branch INTEGER NOT NULL REFERENCES branches,
  seq INTEGER NOT NULL,
  clock TEXT NOT NULL,
  hash BLOB NOT NULL,
  id TEXT NOT NULL GENERATED ALWAYS AS (clock || lower(hex(hash))) VIRTUAL,
  record TEXT NOT NULL,
  kind TEXT NOT NULL,
  kind_version INTEGER NOT NULL,
  author TEXT NOT NULL,
  at TEXT NOT NULL,
  reason TEXT,
  salt TEXT,
  fields TEXT NOT NULL,
  PRIMARY KEY (branch, seq)
) STRICT, WITHOUT ROWID;
CREATE INDEX changes_record ON changes (record);

-- A site's own signature over one place of its stream: what makes the changes up to there provable when others carry them.
CREATE TABLE checkpoints (
  branch INTEGER NOT NULL REFERENCES branches,
  seq INTEGER NOT NULL,
  signature TEXT NOT NULL,
  PRIMARY KEY (branch, seq)
) STRICT, WITHOUT ROWID;

-- The projection of changes; can be rebuilt at any time. Indexed fields become generated columns f_<key> (db/columns.ts).
CREATE TABLE records (
  rid INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
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
CREATE INDEX records_conflicts ON records (rid) WHERE conflicts > 0;

-- Search text cut into bigrams, plus pinyin; rowid = records.rid. Filled in batches, never row by row in a bulk write.
CREATE VIRTUAL TABLE search USING fts5 (terms, content='', contentless_delete=1, tokenize='unicode61');

-- Sites known here, our own among them (own = 1). Keys are public ones; certificate is the district's word for the row.
CREATE TABLE sites (
  id TEXT PRIMARY KEY,
  own INTEGER NOT NULL,
  role TEXT NOT NULL,
  scope TEXT NOT NULL,
  unit TEXT NOT NULL,
  unit_name TEXT NOT NULL,
  letter TEXT NOT NULL,
  sign_key TEXT NOT NULL,
  recipient TEXT NOT NULL,
  certificate TEXT NOT NULL,
  revoked_at TEXT
) STRICT;

-- What each peer is known to hold (the vector of its last bundle), and the serials both ways.
CREATE TABLE peers (
  site TEXT PRIMARY KEY REFERENCES sites (id),
  vector TEXT NOT NULL,
  sent_serial INTEGER NOT NULL,
  received TEXT NOT NULL,
  confirmed_serial INTEGER
) STRICT;

-- Every bundle written, read or refused.
CREATE TABLE bundle_log (
  entry INTEGER PRIMARY KEY,
  at TEXT NOT NULL,
  direction TEXT NOT NULL,
  file TEXT NOT NULL,
  peer TEXT NOT NULL,
  serial INTEGER,
  changes INTEGER NOT NULL,
  user TEXT NOT NULL,
  medium TEXT,
  sha256 TEXT NOT NULL,
  result TEXT NOT NULL
) STRICT;

-- Joining files written by this district: a one-time secret for one laptop.
CREATE TABLE joins (
  id TEXT PRIMARY KEY,
  scope TEXT NOT NULL,
  letter TEXT NOT NULL,
  secret TEXT NOT NULL,
  expires TEXT NOT NULL,
  used_by TEXT
) STRICT;

-- Answers of finished writes by operation id: a repeated call does nothing.
CREATE TABLE operations (
  id TEXT PRIMARY KEY,
  call TEXT NOT NULL,
  answer TEXT NOT NULL,
  at TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- Hash-chained; details never hold a field's value or a key.
CREATE TABLE audit (
  seq INTEGER PRIMARY KEY,
  at TEXT NOT NULL,
  user TEXT NOT NULL,
  action TEXT NOT NULL,
  detail TEXT NOT NULL,
  prev TEXT NOT NULL,
  hash TEXT NOT NULL
) STRICT;

CREATE TABLE users (
  name TEXT PRIMARY KEY,
  role TEXT NOT NULL,
  created_at TEXT NOT NULL,
  removed_at TEXT
) STRICT;

CREATE TABLE drafts (
  user TEXT NOT NULL,
  kind TEXT NOT NULL,
  record TEXT NOT NULL,
  body TEXT NOT NULL,
  saved_at TEXT NOT NULL,
  PRIMARY KEY (user, kind, record)
) STRICT, WITHOUT ROWID;

-- The last serial of each human number series on this laptop; never goes back.
CREATE TABLE numbers (
  unit TEXT NOT NULL,
  kind TEXT NOT NULL,
  year INTEGER NOT NULL,
  last INTEGER NOT NULL,
  PRIMARY KEY (unit, kind, year)
) STRICT, WITHOUT ROWID;

-- Paragraphs typed into a report (特点, 下一步).
CREATE TABLE report_texts (
  report TEXT NOT NULL,
  period TEXT NOT NULL,
  unit TEXT NOT NULL,
  key TEXT NOT NULL,
  text TEXT NOT NULL,
  PRIMARY KEY (report, period, unit, key)
) STRICT, WITHOUT ROWID;
`,
} as const
