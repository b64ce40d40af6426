/**
 * What came in lately has its keys apart (search/match-index.ts). In the order of the keys ten thousand records lie all over the
 * table of a million, and each would write a page of it.
 */
export const recentMatchKeys = {
  version: 410,
  name: 'recent-match-keys',
  sql: `
CREATE TABLE recent_match_keys (
  key INTEGER NOT NULL,
  day TEXT NOT NULL,
  rid INTEGER NOT NULL,
  PRIMARY KEY (key, day, rid)
) STRICT, WITHOUT ROWID;
CREATE INDEX recent_match_keys_rid ON recent_match_keys (rid);
`,
} as const
