/**
 * Lines of tables that came in, as keyed hashes, and which record each became or changed: the same table again adds nothing, also
 * where somebody has corrected a record since.
 */
export const linesOfTables = {
  version: 320,
  name: 'table-rows',
  sql: `
CREATE TABLE table_rows (
  fingerprint BLOB PRIMARY KEY,
  record TEXT NOT NULL
) STRICT, WITHOUT ROWID;
`,
} as const
