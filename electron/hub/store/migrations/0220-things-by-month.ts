/**
 * The different things that a district's records of a month name, for measures that count things by a date: no sum of months says how
 * many there are in several. `things`: each with its first record (engine/reports/distinct-sql.ts), of one source of the measure.
 * They hold as long as the sums of the same month (`stale_months`).
 */
export const thingsByMonth = {
  id: 220,
  name: 'things by month',
  sql: `
CREATE TABLE district_things (
  district int NOT NULL REFERENCES districts,
  month int NOT NULL,
  measure text NOT NULL,
  source int NOT NULL,
  things json NOT NULL,
  PRIMARY KEY (month, measure, district, source)
);
INSERT INTO stale_months (district, month) SELECT district, -1 FROM districts;
`,
} as const
