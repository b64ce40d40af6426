/**
 * A record is (scope, id), and above districts (district, scope, id). Two records of one id stood in each other's way: one of them was
 * refused with the whole file that brought it. A redaction of the one erased the other one too.
 */
export const namesakes = {
  version: 310,
  name: 'namesakes',
  sql: `
-- Records whose id stands for another record here too. local: under which they are kept; said: in their changes.
CREATE TABLE namesakes (
  local TEXT PRIMARY KEY,
  said TEXT NOT NULL,
  -- A stream that names it: whose it is.
  site TEXT NOT NULL,
  scope TEXT NOT NULL
) STRICT;
-- Of the redaction's stream: only the record of its own room is erased.
ALTER TABLE erased ADD COLUMN scope TEXT NOT NULL DEFAULT '*';
`,
} as const
