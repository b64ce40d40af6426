import type { ReadDb, WriteDb } from '../context'
import { prepared } from '../db/prepared'

/** A row of `records` without its heads: what a screen needs. */
export interface ViewRow {
  readonly rid: number
  readonly id: string
  readonly kind: string
  readonly scope: string
  readonly number: string | null
  readonly body: string
  readonly deleted: number
  readonly conflicts: number
  readonly created_at: string
  readonly created_by: string
  readonly updated_at: string
  readonly last_change: string
}

export const VIEW_COLUMNS =
  'rid, id, kind, scope, number, body, deleted, conflicts, created_at, created_by, updated_at, last_change'

const sql = {
  view: `SELECT ${VIEW_COLUMNS} FROM records WHERE id = ?`,
  byRid: `SELECT ${VIEW_COLUMNS} FROM records WHERE rid IN (SELECT value FROM json_each(?))`,
  binned: `SELECT ${VIEW_COLUMNS} FROM records INDEXED BY records_binned
           WHERE deleted = 1 ORDER BY last_change DESC LIMIT ?`,
  rids: 'SELECT rid FROM records WHERE id IN (SELECT value FROM json_each(?))',
  identity: 'SELECT kind, deleted, body FROM records WHERE id = ?',
  saved: 'SELECT id, number, last_change FROM records WHERE id = ?',
  conflicting: `SELECT rid, id FROM records INDEXED BY records_conflicts
                WHERE conflicts > 0 AND rid < @after AND (@kind = '' OR kind = @kind) ORDER BY rid DESC LIMIT @limit`,
  conflictingOne: 'SELECT rid, id FROM records WHERE id = ? AND conflicts > 0',
  first: `SELECT b.site, c.kind_version FROM records r JOIN changes c ON c.record = r.id
            AND c.id = coalesce(json_extract(r.heads, '$.first'), json_extract(r.heads, '$.base'), r.last_change)
          JOIN branches b USING (branch) WHERE r.id = ?`,
  change: 'SELECT author, at, reason FROM changes WHERE record = ? AND id = ?',
  batch: 'SELECT batch FROM bulk_changes WHERE change = ?',
  batchSize: 'SELECT count(*) AS size FROM bulk_changes WHERE batch = ?',
  undoneBy: 'SELECT by FROM bulk_undone WHERE batch = ?',
  siteNames: 'SELECT id, unit_name, letter FROM sites',
  lastNumber: 'SELECT last FROM numbers WHERE unit = ? AND kind = ? AND year = ?',
  keepNumber: `INSERT INTO numbers (unit, kind, year, last) VALUES (?, ?, ?, ?)
               ON CONFLICT (unit, kind, year) DO UPDATE SET last = excluded.last`,
} as const

export function findView(db: ReadDb, id: string): ViewRow | undefined {
  return prepared<[string], ViewRow>(db, sql.view).get(id)
}

/** Rows by number, in no order. */
export function viewsByRid(db: ReadDb, rids: readonly number[]): ViewRow[] {
  return prepared<[string], ViewRow>(db, sql.byRid).all(JSON.stringify(rids))
}

/** What lies in the recycle bin, what was put there last first. */
export function binnedViews(db: ReadDb, limit: number): ViewRow[] {
  return prepared<[number], ViewRow>(db, sql.binned).all(limit)
}

/** The numbers of records that are known here, in no order. */
export function ridsOf(db: ReadDb, ids: readonly string[]): number[] {
  return prepared<[string], { rid: number }>(db, sql.rids)
    .all(JSON.stringify(ids))
    .map(({ rid }) => rid)
}

export interface Identity {
  readonly kind: string
  readonly deleted: number
  readonly body: string
}

export function findIdentity(db: ReadDb, id: string): Identity | undefined {
  return prepared<[string], Identity>(db, sql.identity).get(id)
}

export function findSaved(
  db: ReadDb,
  id: string,
): { readonly id: string; readonly number: string | null; readonly last_change: string } | undefined {
  return prepared<[string], { id: string; number: string | null; last_change: string }>(db, sql.saved).get(id)
}

export interface ConflictsWanted {
  readonly record: string | undefined
  readonly kind: string | undefined
  readonly limit: number
  /** A `rid`: the records before it. */
  readonly after: number | undefined
}

/** Records with conflicting values, the newest first. */
export function conflictingRecords(
  db: ReadDb,
  { record, kind = '', limit, after = Number.MAX_SAFE_INTEGER }: ConflictsWanted,
): readonly { readonly rid: number; readonly id: string }[] {
  if (record !== undefined)
    return prepared<[string], { rid: number; id: string }>(db, sql.conflictingOne).all(record)
  return prepared<[object], { rid: number; id: string }>(db, sql.conflicting).all({ after, kind, limit })
}

/** The site and the version of the kind that a record's first change was made with. */
export function firstChange(
  db: ReadDb,
  record: string,
): { readonly site: string; readonly kind_version: number } | undefined {
  return prepared<[string], { site: string; kind_version: number }>(db, sql.first).get(record)
}

/** Who wrote a change of a record, when and why; empty for one that is not known here. */
export function lastChangeOf(
  db: ReadDb,
  record: string,
  change: string,
): { readonly author: string; readonly at: string; readonly reason: string | null } {
  type Row = { author: string; at: string; reason: string | null }
  return (
    prepared<[string, string], Row>(db, sql.change).get(record, change) ?? {
      author: '',
      at: '',
      reason: null,
    }
  )
}

/** The step on many records that a change belongs to. */
export function batchOf(db: ReadDb, change: string): string | undefined {
  return prepared<[string], { batch: string }>(db, sql.batch).get(change)?.batch
}

/** How many records a step changed. */
export function batchSize(db: ReadDb, batch: string): number {
  return prepared<[string], { size: number }>(db, sql.batchSize).get(batch)?.size ?? 0
}

/** The step that took a step on many records back. */
export function undoneBy(db: ReadDb, batch: string): string | undefined {
  return prepared<[string], { by: string }>(db, sql.undoneBy).get(batch)?.by
}

/** Site id → 「××街道 A」. */
export function siteNames(db: ReadDb): ReadonlyMap<string, string> {
  const rows = prepared<[], { id: string; unit_name: string; letter: string }>(db, sql.siteNames).all()
  return new Map(rows.map((row) => [row.id, `${row.unit_name} ${row.letter}`.trim()]))
}

export function lastNumber(db: ReadDb, unit: string, kind: string, year: number): number {
  return prepared<unknown[], { last: number }>(db, sql.lastNumber).get(unit, kind, year)?.last ?? 0
}

export function keepNumber(db: WriteDb, unit: string, kind: string, year: number, last: number): void {
  prepared(db, sql.keepNumber).run(unit, kind, year, last)
}
