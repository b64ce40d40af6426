import type { Statement } from 'better-sqlite3'
import type { ReadDb } from '../context'
import { prepared } from '../db/prepared'

export interface StreamRow {
  readonly stream: number
  readonly site: string
  readonly scope: string
  readonly seq: number
  readonly hash: string
}

/** One row of the log with its stream's site and scope. */
export interface ChangeRow {
  readonly site: string
  readonly scope: string
  readonly seq: number
  readonly id: string
  readonly record: string
  readonly kind: string
  readonly kind_version: number
  readonly author: string
  readonly at: string
  readonly reason: string | null
  readonly fields: string
  readonly prev: string
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

const CHANGE_COLUMNS = `s.site, s.scope, c.seq, c.id, c.record, c.kind, c.kind_version, c.author, c.at, c.reason, c.fields, c.prev`
const RECORD_COLUMNS = `rid, id, kind, scope, number, body, heads, deleted, conflicts, created_at, created_by, updated_at, last_change`

const sql = {
  streams: `SELECT stream, site, scope, seq, hash FROM streams ORDER BY site, scope`,
  stream: `SELECT stream, site, scope, seq, hash FROM streams WHERE site = ? AND scope = ?`,
  addStream: `INSERT INTO streams (site, scope, seq, hash) VALUES (?, ?, 0, ?)`,
  moveStream: `UPDATE streams SET seq = ?, hash = ? WHERE stream = ?`,
  knows: `SELECT 1 FROM changes WHERE record = ? AND id = ?`,
  ofRecord: `SELECT ${CHANGE_COLUMNS} FROM changes c JOIN streams s USING (stream) WHERE c.record = ? ORDER BY c.id`,
  ofStream: `SELECT ${CHANGE_COLUMNS} FROM changes c JOIN streams s USING (stream)
             WHERE c.stream = ? AND c.seq > ? AND c.seq <= ? ORDER BY c.seq`,
  recordsAfter: `SELECT DISTINCT record FROM changes WHERE record > ? ORDER BY record LIMIT ?`,
  byRecord: `SELECT ${CHANGE_COLUMNS} FROM changes c JOIN streams s USING (stream) ORDER BY c.record, c.id`,
  addChange: `INSERT INTO changes (stream, seq, id, record, kind, kind_version, author, at, reason, fields, prev)
              VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  record: `SELECT ${RECORD_COLUMNS} FROM records WHERE id = ?`,
  recordsById: `SELECT ${RECORD_COLUMNS} FROM records ORDER BY id`,
  withFiles: `SELECT ${RECORD_COLUMNS} FROM records WHERE instr(body, '"$file/') > 0`,
  highestRecord: `SELECT ifnull(max(id), '') AS id FROM records`,
  lastRecord: `SELECT ifnull(max(rid), 0) AS rid FROM records`,
  setRecord: `UPDATE records SET kind = ?, scope = ?, number = ?, body = ?, heads = ?, deleted = ?, conflicts = ?,
              created_at = ?, created_by = ?, updated_at = ?, last_change = ? WHERE rid = ?`,
  conflicting: `SELECT count(*) AS total FROM records WHERE conflicts > 0`,
} as const

/** For `insertRows`. */
export const insertIntoRecords = `INSERT INTO records (rid, id, kind, scope, number, body, heads, deleted, conflicts,
  created_at, created_by, updated_at, last_change)`

/** A named statement on the log or its projection. */
export function changeQuery<Row = unknown>(db: ReadDb, name: keyof typeof sql): Statement<unknown[], Row> {
  return prepared<unknown[], Row>(db, sql[name])
}

/** How many records hold conflicting values. */
export function countConflicting(db: ReadDb): number {
  return changeQuery<{ total: number }>(db, 'conflicting').get()?.total ?? 0
}
