/** What one person of this laptop chose and wants to find again, such as a ledger's columns: no record, in no bundle. */
export const keptChoices = {
  version: 50,
  name: 'choices',
  sql: `
-- what: 'columns/wage-arrears-lead'; value: JSON.
CREATE TABLE choices (
  user TEXT NOT NULL,
  what TEXT NOT NULL,
  value TEXT NOT NULL,
  PRIMARY KEY (user, what)
) STRICT, WITHOUT ROWID;
`,
} as const
