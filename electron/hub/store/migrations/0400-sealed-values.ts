/**
 * What masks hide stands sealed in bodies, heads and changes, under a key that no database holds (sealed/seal.ts). `sealed_forms`: which
 * fields of a kind were left plain when its rows were sealed last; rows of before are sealed as soon as the hub is opened with its keys.
 */
export const sealedValues = {
  id: 400,
  name: 'sealed values',
  sql: `
CREATE TABLE sealed_forms (kind text PRIMARY KEY, form text NOT NULL);
`,
} as const
