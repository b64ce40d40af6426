/** What a peer's newest bundle said of its computer: which installer an update of its program needs. */
export const peerSystems = {
  version: 140,
  name: 'peer-systems',
  sql: `
-- '' until a bundle has said it.
ALTER TABLE peer_programs ADD COLUMN platform TEXT NOT NULL DEFAULT '';
ALTER TABLE peer_programs ADD COLUMN arch TEXT NOT NULL DEFAULT '';
`,
} as const
