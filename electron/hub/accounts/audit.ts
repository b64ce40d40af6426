import { AUDIT_START, type AuditDetail, type AuditRow, auditHash } from '../../engine/audit'
import type { Sql, Store } from '../store/store'

const hold = `SELECT pg_advisory_xact_lock(hashtextextended('hub_audit', 0))`
const last = 'SELECT seq, hash FROM hub_audit ORDER BY seq DESC LIMIT 1'
const append = `INSERT INTO hub_audit (seq, at, account, action, detail, prev, hash) VALUES ($1, $2, $3, $4, $5, $6, $7)`
const after = `SELECT seq, at, account AS "user", action, detail, prev, hash FROM hub_audit WHERE seq > $1
  ORDER BY seq LIMIT 1000`

/** What the command line does is done by whoever holds the database. */
export const BY_COMMAND = '（命令行）'

/** What is noted of an account; calls of the contract are noted by their names. */
export interface HubDeed {
  /** The account's name. */
  readonly account: string
  readonly action: string
  /** Never a field's value. */
  readonly detail: AuditDetail
  /** ms since 1970. */
  readonly now: number
}

/** Appends one row to the hub's chain, which is made as a profile's is; whoever else appends waits. @returns its number */
export async function appendHubAudit(sql: Sql, deed: HubDeed): Promise<number> {
  await sql.query(hold)
  const [newest] = await sql.query<{ seq: number; hash: string }>(last)
  const row: AuditRow = {
    seq: (newest?.seq ?? 0) + 1,
    at: new Date(deed.now).toISOString(),
    user: deed.account,
    action: deed.action,
    detail: JSON.stringify(deed.detail),
    prev: newest?.hash ?? AUDIT_START,
  }
  const { seq, at, user, action, detail, prev } = row
  await sql.query(append, [seq, at, user, action, detail, prev, auditHash(row)])
  return seq
}

/** The first row where the hub's chain does not hold, or null when it holds to the end. */
export async function brokenHubAuditRow(store: Store): Promise<number | null> {
  let prev = AUDIT_START
  for (let seq = 0; ; ) {
    const rows = await store.query<AuditRow & { hash: string }>(after, [seq])
    if (rows.length === 0) return null
    for (const row of rows) {
      seq += 1
      if (row.seq !== seq || row.prev !== prev || row.hash !== auditHash(row)) return row.seq
      prev = row.hash
    }
  }
}
