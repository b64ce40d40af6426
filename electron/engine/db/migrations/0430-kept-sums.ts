/**
 * What each unit's records add in a month, measure by measure and source by source, and the different things that they name
 * (engine/figures/kept-sums.ts), by parts of the month (month-parts.ts). A month's report of a million records read all of that month,
 * and of the two that it is compared with. `fact_stale` says which months of a kind must be added up again. Unit 0 is none. A value
 * is real, as SQLite's `total()` gives it: none is too large for it.
 */
export const keptSums = {
  version: 430,
  name: 'kept-sums',
  sql: `
CREATE TABLE fact_sums (
  part INTEGER NOT NULL,
  measure TEXT NOT NULL,
  source INTEGER NOT NULL,
  unit INTEGER NOT NULL,
  value REAL NOT NULL,
  rows INTEGER NOT NULL,
  PRIMARY KEY (part, measure, source, unit)
) STRICT, WITHOUT ROWID;
CREATE TABLE fact_things (
  part INTEGER NOT NULL,
  measure TEXT NOT NULL,
  source INTEGER NOT NULL,
  unit INTEGER NOT NULL,
  thing TEXT NOT NULL,
  first INTEGER NOT NULL,
  PRIMARY KEY (part, measure, source, unit, thing)
) STRICT, WITHOUT ROWID;
CREATE TABLE fact_stale (
  kind TEXT NOT NULL,
  month INTEGER NOT NULL,
  PRIMARY KEY (kind, month)
) STRICT, WITHOUT ROWID;
`,
} as const
