/** How often somebody's forms were compared by whole names and numbers is counted by the hour (duplicates/compared.ts). */
export const comparedWhole = {
  version: 350,
  name: 'compared-whole',
  sql: `CREATE INDEX audit_similar ON audit (user, at) WHERE action = 'records.similar';`,
} as const
