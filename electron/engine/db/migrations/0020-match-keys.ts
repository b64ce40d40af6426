/** What possible duplicates are found by. Derived from `records`, like the search index: no change, no bundle holds it. */
export const matchKeys = {
  version: 20,
  name: 'match-keys',
  sql: `
-- One row a record and thing it could be found again by (search/match-key.ts): key is a keyed hash, day the rule's date or ''.
CREATE TABLE match_keys (
  key INTEGER NOT NULL,
  day TEXT NOT NULL,
  rid INTEGER NOT NULL,
  PRIMARY KEY (key, day, rid)
) STRICT, WITHOUT ROWID;
CREATE INDEX match_keys_rid ON match_keys (rid);

-- By which rules a kind's keys were made; others than today's: they are made anew at the next start.
CREATE TABLE match_rules (kind TEXT PRIMARY KEY, rules TEXT NOT NULL) STRICT, WITHOUT ROWID;
`,
} as const
