/** Facts hold every id that a reference names by its number, not those of units alone. Numbers given until now stay. */
export const factIds = {
  version: 150,
  name: 'fact-ids',
  sql: `
ALTER TABLE fact_units RENAME TO fact_ids;
ALTER TABLE fact_ids RENAME COLUMN unit TO name;
`,
} as const
