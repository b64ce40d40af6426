import type { ReadDb, WriteDb } from '../context'
import { namedQueries } from '../db/named-queries'

/** The statements on what all kinds' facts share. */
export const factQueries = namedQueries({
  word: 'SELECT id FROM fact_words WHERE word = ?',
  addWord: 'INSERT INTO fact_words (word) VALUES (?)',
  ref: 'SELECT id FROM fact_ids WHERE name = ?',
  addRef: 'INSERT INTO fact_ids (name) VALUES (?)',
  dropAnomalies: 'DELETE FROM anomalies WHERE rid = ?',
  dropAnomaliesOfKind: `DELETE FROM anomalies
    WHERE rid IN (SELECT a.rid FROM anomalies a CROSS JOIN records r USING (rid) WHERE r.kind = ?)`,
  forms: 'SELECT kind, form FROM fact_forms',
  keepForm: `INSERT INTO fact_forms (kind, form) VALUES (?, ?)
    ON CONFLICT (kind) DO UPDATE SET form = excluded.form`,
  dropForm: 'DELETE FROM fact_forms WHERE kind = ?',
  tables: `SELECT name FROM sqlite_schema
    WHERE type = 'table' AND (name = @table OR substr(name, 1, length(@table) + 2) = @table || '__')`,
  newerChange: 'SELECT 1 FROM changes WHERE record = ? AND kind_version > ? LIMIT 1',
  lastRecord: 'SELECT ifnull(max(rid), 0) AS rid FROM records',
  recordsAfter: 'SELECT rid, id, kind, deleted, body FROM records WHERE rid > ? ORDER BY rid LIMIT ?',
})

/** For `insertRows`. */
export const insertIntoAnomalies = 'INSERT INTO anomalies (rid, field, reason)'

/** A row of `records` with what facts are made of. */
export interface FactSource {
  readonly rid: number
  readonly id: string
  readonly kind: string
  readonly deleted: number
  readonly body: string
}

/** What facts hold by numbers: words of choices, ids of records. */
export type Numbered = 'word' | 'ref'

/** The number of a word or an id, given one when it has none yet. */
export function numberOf(db: WriteDb, of: Numbered, name: string): number {
  const known = knownNumber(db, of, name)
  if (known !== undefined) return known
  factQueries.run(db, of === 'word' ? 'addWord' : 'addRef', name)
  return knownNumber(db, of, name) ?? 0
}

/** The number of a word or an id; `undefined`: no record ever said it. */
export function knownNumber(db: ReadDb, of: Numbered, name: string): number | undefined {
  return factQueries.one<{ id: number }>(db, of, name)?.id
}
