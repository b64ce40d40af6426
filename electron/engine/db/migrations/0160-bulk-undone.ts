/** A step on many records that was taken back is done again as one, and the list of today tells which step took which back. */
export const bulkUndone = {
  version: 160,
  name: 'bulk-undone',
  sql: `
-- Which step took a step back; both are batches of bulk_changes.
CREATE TABLE bulk_undone (
  batch TEXT NOT NULL PRIMARY KEY,
  by TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- The step that a change belongs to.
CREATE INDEX bulk_changes_change ON bulk_changes (change);
`,
} as const
