/** An index by ids alone names what records point at, in a whole province. */
export const recordsById = {
  id: 330,
  name: 'records by id',
  sql: `
DROP INDEX records_id;
CREATE INDEX records_id ON records (id, district);
`,
} as const
