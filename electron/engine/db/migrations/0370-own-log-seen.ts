/** What a peer has seen of this computer's audit log stays known, so that a check finds a log that was written anew (exchange/agreement.ts). */
export const ownLogSeen = {
  version: 370,
  name: 'own-log-seen',
  sql: `ALTER TABLE peer_agreement ADD COLUMN own_count INTEGER NOT NULL DEFAULT 0;
ALTER TABLE peer_agreement ADD COLUMN own_head TEXT NOT NULL DEFAULT '';`,
} as const
