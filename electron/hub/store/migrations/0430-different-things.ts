/**
 * How many different things a month's records name stands in `district_months` beside its sums (figures/refresh.ts). Whole numbers of
 * several districts add up, but for things that more than one of them names. `named_things` tells which: every thing that a district has ever
 * named. One with `by_others` is looked up in `district_things`; what is noted in vain costs that look-up and changes no figure.
 */
export const differentThings = {
  id: 430,
  name: 'different things',
  sql: `
CREATE TABLE named_things (
  district int NOT NULL REFERENCES districts,
  measure text NOT NULL,
  thing text NOT NULL,
  by_others boolean NOT NULL DEFAULT false,
  PRIMARY KEY (district, measure, thing)
);
CREATE INDEX named_things_by_name ON named_things (measure, thing, district);
CREATE INDEX named_things_by_others ON named_things (measure, district) WHERE by_others;
INSERT INTO stale_months (district, month) SELECT district, -1 FROM districts;
`,
} as const
