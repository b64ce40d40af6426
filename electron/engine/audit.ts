import { createHash } from 'node:crypto'
import type { AuditAction } from '../../shared/audit/actions'
import { canonicalJson } from '../../shared/json'
import type { PaperNumber } from '../../shared/paper/paper-number'
import type { OpenContext, ReadDb, WriteDb } from './context'
import { isPractice } from './db/practice'
import { prepared } from './db/prepared'

/** One row of the audit chain as it is hashed. `detail` is JSON text. */
export interface AuditRow {
  readonly seq: number
  readonly at: string
  readonly user: string
  readonly action: string
  readonly detail: string
  readonly prev: string
}

export type AuditDetail = Readonly<Record<string, string | number>>

const last = 'SELECT seq, hash FROM audit ORDER BY seq DESC LIMIT 1'
const all = 'SELECT seq, at, user, action, detail, prev, hash FROM audit ORDER BY seq'
const before = 'SELECT seq FROM audit WHERE at <= ? ORDER BY seq DESC LIMIT 1'
const append = 'INSERT INTO audit (seq, at, user, action, detail, prev, hash) VALUES (?, ?, ?, ?, ?, ?, ?)'

/** What the first row of a chain names as the one before it. */
export const AUDIT_START = '0'.repeat(64)

/** sha-256 over the canonical JSON of the row, hex. */
export function auditHash(row: AuditRow): string {
  const { seq, at, user, action, detail, prev } = row
  return createHash('sha256').update(canonicalJson({ seq, at, user, action, detail, prev })).digest('hex')
}

/** Appends one row to the chain and answers its number. `at` is ISO 8601. */
export function appendAudit(
  db: WriteDb,
  entry: {
    readonly at: string
    readonly user: string
    readonly action: AuditAction
    readonly detail: AuditDetail
  },
): number {
  const newest = prepared<[], { seq: number; hash: string }>(db, last).get()
  const row: AuditRow = {
    seq: (newest?.seq ?? 0) + 1,
    at: entry.at,
    user: entry.user,
    action: entry.action,
    detail: JSON.stringify(entry.detail),
    prev: newest?.hash ?? AUDIT_START,
  }
  prepared(db, append).run(row.seq, row.at, row.user, row.action, row.detail, row.prev, auditHash(row))
  return row.seq
}

/**
 * The last row that is at least so old; 0 for none. What follows it is younger, whatever it says itself: a clock that ran ahead and was
 * put back since wrote it, and the rows from after that tell when. @param at ISO 8601
 */
export function lastRowAt(db: ReadDb, at: string): number {
  return prepared<[string], { seq: number }>(db, before).get(at)?.seq ?? 0
}

/** A row of this laptop's log as paper names it. */
export function paperNumber(
  { db, site: { letter } }: Pick<OpenContext, 'site' | 'db'>,
  number: number,
): PaperNumber {
  return { letter, number, ...(isPractice(db) && { practice: true }) }
}

/** The first row where the chain does not hold, or `null` when it holds to the end. */
export function brokenAuditRow(db: ReadDb): number | null {
  let prev = AUDIT_START
  let seq = 0
  for (const row of prepared<[], AuditRow & { hash: string }>(db, all).iterate()) {
    seq += 1
    if (row.seq !== seq || row.prev !== prev || row.hash !== auditHash(row)) return row.seq
    prev = row.hash
  }
  return null
}
