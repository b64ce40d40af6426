/** An attachment is given to whom its record is (blobs/owned.ts): whose a content is, and in whose records it is missing. */
export const ownedBlobs = {
  version: 360,
  name: 'owned-blobs',
  sql: `
CREATE TABLE owned_blobs (
  hash TEXT NOT NULL,
  scope TEXT NOT NULL,
  PRIMARY KEY (hash, scope)
) STRICT, WITHOUT ROWID;
DROP TABLE missing_blobs;
CREATE TABLE missing_blobs (
  hash TEXT NOT NULL,
  scope TEXT NOT NULL,
  PRIMARY KEY (hash, scope)
) STRICT, WITHOUT ROWID;
`,
} as const
