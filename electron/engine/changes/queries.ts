import type { Statement } from 'better-sqlite3'
import { NAME_DIGITS } from '../../../shared/sync/change'
import type { ReadDb } from '../context'
import { prepared } from '../db/prepared'

/** One branch of a stream: its changes are numbered `after + 1` to `seq`. */
export interface BranchRow {
  readonly branch: number
  readonly site: string
  readonly scope: string
  /** The branch that it parts from; null for one that begins with its stream. */
  readonly parent: number | null
  /** The number in its parent that it goes on from; 0 without a parent. */
  readonly after: number
  readonly seq: number
  /** Of its tip. */
  readonly hash: string
  /** The last number of it that counts: `ALL_COUNTS` unless its site was lost. */
  readonly counts_to: number
  /** 1 where its first change introduces its site, and nothing that somebody typed; 0 otherwise. */
  readonly introduces: number
}

/** Everything of a branch counts, whatever it comes to. */
export const ALL_COUNTS = Number.MAX_SAFE_INTEGER

/** One row of the log with its stream's site and scope. */
export interface ChangeRow {
  readonly site: string
  readonly scope: string
  readonly branch: number
  readonly seq: number
  readonly clock: string
  readonly id: string
  readonly record: string
  readonly kind: string
  readonly kind_version: number
  readonly author: string
  readonly at: string
  readonly reason: string | null
  /** Null once the values are erased. */
  readonly salt: string | null
  readonly fields: string
}

export interface RecordRow {
  readonly rid: number
  readonly id: string
  readonly kind: string
  readonly scope: string
  readonly number: string | null
  readonly body: string
  readonly heads: string
  readonly deleted: number
  readonly conflicts: number
  readonly created_at: string
  readonly created_by: string
  readonly updated_at: string
  readonly last_change: string
}

const BRANCH_COLUMNS =
  'b.branch, b.site, b.scope, b.parent, b.after, b.seq, b.hash, b.counts_to, b.introduces'
const CHANGE_COLUMNS = `b.site, b.scope, c.branch, c.seq, c.clock, c.id, c.record, c.kind, c.kind_version, c.author, c.at, c.reason, c.salt, c.fields`
/** Not a word about who is who (shared/sync/site.ts). */
const MAKES_RECORD = `c.kind NOT IN ('introduction', 'site')`
const RECORD_COLUMNS = `rid, id, kind, scope, number, body, heads, deleted, conflicts, created_at, created_by, updated_at, last_change`

/** A waiting record has no number of its own here. */
const WAITING_COLUMNS = RECORD_COLUMNS.replace('rid', '0 AS rid')

const sql = {
  branches: `SELECT ${BRANCH_COLUMNS} FROM branches b ORDER BY site, scope, branch`,
  branchesOf: `SELECT ${BRANCH_COLUMNS} FROM branches b WHERE site = ? AND scope = ? ORDER BY branch`,
  addBranch: `INSERT INTO branches (site, scope, parent, after, seq, hash, counts_to, introduces)
              VALUES (@site, @scope, @parent, @after, @after, @hash, @counts_to, @introduces)`,
  setCounts: `UPDATE branches SET counts_to = ? WHERE branch = ?`,
  recordsBetween: `SELECT DISTINCT record FROM changes WHERE branch = ? AND seq > ? AND seq <= ?`,
  moveBranch: `UPDATE branches SET seq = ?, hash = ? WHERE branch = ?`,
  hashAt: `SELECT lower(hex(hash)) AS hash FROM changes WHERE branch = ? AND seq = ?`,
  hashBefore: `SELECT lower(hex(hash)) AS hash FROM changes WHERE seq = @from - 1 AND branch IN
               (@branch, (SELECT parent FROM branches WHERE branch = @branch AND after = @from - 1))`,
  // Named index: it holds these two kinds only.
  official: `SELECT ${CHANGE_COLUMNS} FROM changes c INDEXED BY changes_official JOIN branches b USING (branch)
             WHERE c.kind IN ('introduction', 'site') AND (c.kind = 'introduction' OR c.seq <= b.counts_to) ORDER BY c.id`,
  named: `SELECT count(*) AS n FROM changes c JOIN branches b USING (branch)
          WHERE c.record = ? AND substr(c.id, 1, ${NAME_DIGITS}) = ? AND c.seq <= b.counts_to AND ${MAKES_RECORD}`,
  siteOf: `SELECT b.site FROM changes c JOIN branches b USING (branch) WHERE c.record = ? AND c.id = ?`,
  ofRecord: `SELECT ${CHANGE_COLUMNS} FROM changes c JOIN branches b USING (branch)
             WHERE c.record = ? AND c.seq <= b.counts_to AND ${MAKES_RECORD} ORDER BY c.id`,
  redactionsOf: `SELECT ${CHANGE_COLUMNS} FROM changes c JOIN branches b USING (branch)
                 WHERE c.record = ? AND c.kind = ? AND c.seq <= b.counts_to ORDER BY c.id`,
  ofBranch: `SELECT ${CHANGE_COLUMNS} FROM changes c JOIN branches b USING (branch)
             WHERE c.branch = ? AND c.seq > ? AND c.seq <= ? ORDER BY c.seq`,
  recordsAfter: `SELECT DISTINCT record FROM changes WHERE record > ? ORDER BY record LIMIT ?`,
  byRecord: `SELECT ${CHANGE_COLUMNS} FROM changes c JOIN branches b USING (branch)
             WHERE c.seq <= b.counts_to AND ${MAKES_RECORD} ORDER BY c.record, c.id`,
  addChange: `INSERT INTO changes (branch, seq, clock, hash, record, kind, kind_version, author, at, reason, salt, fields)
              VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  record: `SELECT ${RECORD_COLUMNS} FROM records WHERE id = ?`,
  recordsById: `SELECT ${RECORD_COLUMNS} FROM records ORDER BY id`,
  withFiles: `SELECT ${RECORD_COLUMNS} FROM records WHERE instr(body, '"$file/') > 0
              UNION ALL SELECT ${WAITING_COLUMNS} FROM waiting_records WHERE instr(body, '"$file/') > 0`,
  waiting: `SELECT ${WAITING_COLUMNS} FROM waiting_records WHERE id = ?`,
  waitingById: `SELECT ${WAITING_COLUMNS} FROM waiting_records ORDER BY id`,
  anyWaiting: `SELECT 1 FROM waiting_records LIMIT 1`,
  countWaiting: `SELECT count(*) AS total FROM waiting_records`,
  waitingKinds: `SELECT DISTINCT kind, scope FROM waiting_records`,
  dropWaiting: `DELETE FROM waiting_records WHERE id = ?`,
  highestRecord: `SELECT ifnull(max(id), '') AS id FROM records`,
  lastRecord: `SELECT ifnull(max(rid), 0) AS rid FROM records`,
  setRecord: `UPDATE records SET kind = ?, scope = ?, number = ?, body = ?, heads = ?, deleted = ?, conflicts = ?,
              created_at = ?, created_by = ?, updated_at = ?, last_change = ? WHERE rid = ?`,
  erased: 'SELECT DISTINCT record FROM erased',
  erasedBy: 'SELECT at, site, reason FROM erased WHERE record = ? ORDER BY redaction LIMIT 1',
  addErased: `INSERT INTO erased (record, redaction, at, site, scope, reason) VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`,
  roleOf: 'SELECT role FROM sites WHERE id = ?',
  dropValues: 'UPDATE changes SET salt = NULL, fields = ? WHERE branch = ? AND seq = ?',
  addErasedContent: 'INSERT INTO erased_contents (hash) VALUES (?) ON CONFLICT DO NOTHING',
  dropRecord: 'DELETE FROM records WHERE rid = ?',
  anyAwaited: `SELECT 1 FROM awaited LIMIT 1`,
  addAwaited: `INSERT OR IGNORE INTO awaited (record, id, key) VALUES (?, ?, ?)`,
  dropAwaited: `DELETE FROM awaited WHERE record = ? AND id = ? RETURNING key`,
  forgetAwaited: `DELETE FROM awaited WHERE record = ?`,
  awaitedOf: `SELECT id, key FROM awaited WHERE record = ? ORDER BY id, key`,
  countAwaited: `SELECT count(*) AS total FROM awaited`,
  conflicting: `SELECT count(*) AS total FROM records WHERE conflicts > 0`,
} as const

/** For `insertRows`. */
export const insertIntoRecords = `INSERT INTO records (rid, id, kind, scope, number, body, heads, deleted, conflicts,
  created_at, created_by, updated_at, last_change)`

/** For `insertRows`. */
export const insertIntoWaiting = `INSERT OR REPLACE INTO waiting_records (id, kind, scope, number, body, heads, deleted,
  conflicts, created_at, created_by, updated_at, last_change)`

/** A named statement on the log or its projection. */
export function changeQuery<Row = unknown>(db: ReadDb, name: keyof typeof sql): Statement<unknown[], Row> {
  return prepared<unknown[], Row>(db, sql[name])
}

/** How many records hold conflicting values. */
export function countConflicting(db: ReadDb): number {
  return changeQuery<{ total: number }>(db, 'conflicting').get()?.total ?? 0
}
