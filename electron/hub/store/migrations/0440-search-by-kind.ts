/** The last rows of a kind are read from their end. */
export const searchByKind = {
  id: 440,
  name: 'search by kind',
  sql: `
CREATE INDEX search_kinds ON search (kind, place);
`,
} as const
