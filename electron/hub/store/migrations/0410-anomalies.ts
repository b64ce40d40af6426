/** Values of living records that are none of their field, as at a laptop: the fact of such a value is empty, and `hub status` counts them. */
export const anomalies = {
  id: 410,
  name: 'anomalies',
  sql: `
CREATE TABLE anomalies (
  district int NOT NULL REFERENCES districts,
  rid bigint NOT NULL,
  field text NOT NULL,
  reason text NOT NULL
);
CREATE INDEX anomalies_record ON anomalies (district, rid);
`,
} as const
