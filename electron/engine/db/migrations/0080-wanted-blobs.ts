/** What others asked for because it did not arrive there. */
export const wantedBlobs = {
  version: 80,
  name: 'wanted-blobs',
  sql: `
-- Contents of attachments that a peer's newest bundle said it lacks; they go along with the next one for it.
CREATE TABLE wanted_blobs (
  peer TEXT NOT NULL REFERENCES sites (id),
  hash TEXT NOT NULL,
  PRIMARY KEY (peer, hash)
) STRICT, WITHOUT ROWID;
`,
} as const
