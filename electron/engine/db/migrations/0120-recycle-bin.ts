/** The recycle bin over all kinds shows what was put there last first. */
export const recycleBinIndex = {
  version: 120,
  name: 'recycle-bin',
  sql: `
-- Deleted records alone, so that no living one pays for it.
CREATE INDEX records_binned ON records (last_change) WHERE deleted = 1;
`,
} as const
