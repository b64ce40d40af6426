/** How sites end (revoked, succeeded), and which contents have not arrived. */
export const endedSites = {
  version: 40,
  name: 'ended-sites',
  sql: `
-- How a site ended, as JSON (shared/sync/manifest.ts, closing); only with revoked_at.
ALTER TABLE sites ADD COLUMN closing TEXT;

-- Contents of attachments that records name and that did not come along: asked for with the next bundle.
CREATE TABLE missing_blobs (hash TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;
`,
} as const
