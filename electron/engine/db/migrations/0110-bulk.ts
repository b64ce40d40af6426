/** One step on many records can be taken back as one. */
export const bulkChanges = {
  version: 110,
  name: 'bulk-changes',
  sql: `
-- Which change a step on many records made of each; batch is the operation id of the step.
CREATE TABLE bulk_changes (
  batch TEXT NOT NULL,
  record TEXT NOT NULL,
  change TEXT NOT NULL,
  PRIMARY KEY (batch, record)
) STRICT, WITHOUT ROWID;
`,
} as const
