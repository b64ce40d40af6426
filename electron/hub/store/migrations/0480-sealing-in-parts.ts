/**
 * How far sealing has come, while what lies in the database is sealed by other forms than before: a part at a time, and an interrupted
 * one goes on. `forms`: of which kinds, by which forms; `reached`: the key of the last row, null before the first.
 */
export const sealingInParts = {
  id: 480,
  name: 'sealing in parts',
  sql: `
CREATE TABLE sealing (
  target text PRIMARY KEY,
  forms text NOT NULL,
  reached text[],
  is_done boolean NOT NULL
);
`,
} as const
