/**
 * What facts rest on. The tables of facts themselves are made from the definitions (facts/reconcile.ts), `fact_forms` says of which.
 * `district_months`: what all records of a district add in a month (year × 12 + month - 1) to a measure that counts by a date.
 * Its sums hold until a row of `stale_months` names the district and the month, or (-1) all of them.
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
CREATE TABLE stale_months (
  district int NOT NULL REFERENCES districts,
  month int NOT NULL,
  id bigint GENERATED ALWAYS AS IDENTITY,
  PRIMARY KEY (district, month, id)
);
`,
} as const
