/**
 * What facts rest on. The tables of facts themselves are made from the definitions (facts/reconcile.ts), `fact_forms` says of which.
 * `district_months`: what all records of a district add to a measure that counts by a date, month by month (year × 12 + month - 1);
 * a measure is named as a word. A row in `stale_months` says that a month is to be added up again: until then nobody reads its sums.
 */
export const factGround = {
  id: 200,
  name: 'facts',
  sql: `
CREATE TABLE fact_forms (kind text PRIMARY KEY, form text NOT NULL);
CREATE INDEX records_id ON records (district, id);
CREATE TABLE district_months (
  district int NOT NULL REFERENCES districts,
  month int NOT NULL,
  measure text NOT NULL,
  value bigint NOT NULL,
  rows bigint NOT NULL,
  PRIMARY KEY (month, measure, district)
);
`,
} as const
