import type { WriteDb } from '../../context'

/**
 * What all kinds' facts share. The tables of each kind come out of its definition and are made at every open
 * (facts/reconcile.ts); like `records`, all of it is made out of the log.
 */
export const factTables = {
  version: 90,
  name: 'facts',
  sql: `
-- Words of choices and ids of units, as the numbers that facts hold.
CREATE TABLE fact_words (id INTEGER PRIMARY KEY, word TEXT NOT NULL UNIQUE) STRICT;
CREATE TABLE fact_units (id INTEGER PRIMARY KEY, unit TEXT NOT NULL UNIQUE) STRICT;

-- Who made a record, in the order they came; also which records are of a kind. Lists and figures run on facts.
CREATE INDEX records_author ON records (kind, created_by, rid);

-- How a kind's tables were made; others than today's: they are made anew at the next start.
CREATE TABLE fact_forms (kind TEXT PRIMARY KEY, form TEXT NOT NULL) STRICT, WITHOUT ROWID;

-- Values that are none of their field and stand in no fact. field: a key of the record, or rows/<rowId>/cell.
CREATE TABLE anomalies (
  rid INTEGER NOT NULL,
  field TEXT NOT NULL,
  reason TEXT NOT NULL,
  PRIMARY KEY (rid, field)
) STRICT, WITHOUT ROWID;
`,
  run: dropPartialIndexes,
} as const

/** Until now lists and figures ran on partial indexes of `records`, one set a kind, made at every open. */
function dropPartialIndexes(db: WriteDb): void {
  const indexes = db
    .prepare<[], { name: string }>(
      `SELECT name FROM sqlite_schema WHERE type = 'index' AND tbl_name = 'records' AND name GLOB 'r_*'`,
    )
    .all()
  for (const { name } of indexes) db.exec(`DROP INDEX "${name}"`)
}
