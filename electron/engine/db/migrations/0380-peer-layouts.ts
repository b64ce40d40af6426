/** How the program of a peer was installed, as its newest bundle said: which of two debs an update of it needs. */
export const peerLayouts = {
  version: 380,
  name: 'peer-layouts',
  sql: `ALTER TABLE peer_programs ADD COLUMN layout TEXT NOT NULL DEFAULT 'plain';`,
} as const
