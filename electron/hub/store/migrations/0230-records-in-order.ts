/** Lists of a kind over all districts run along their dates: of a whole province otherwise every record would be sorted for one page. */
export const recordsInOrder = {
  id: 230,
  name: 'records in order',
  sql: `
CREATE INDEX records_in_order ON records (kind, (coalesce(body->>'date', '')), district, rid) WHERE NOT deleted;
`,
} as const
