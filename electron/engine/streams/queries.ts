import type { BranchRow } from '../changes/queries'
import type { ReadDb, WriteDb } from '../context'
import { namedQueries } from '../db/named-queries'

/** What is known of the exchange with one other site. JSON columns as text. */
export interface PeerRow {
  readonly site: string
  readonly vector: string
  readonly sent_serial: number
  readonly received: string
  readonly confirmed_serial: number | null
}

const sql = {
  forgetSerials: `UPDATE peers SET sent_serial = 0, received = '[]', confirmed_serial = NULL`,
  forgetSent: `DELETE FROM sent_bundles`,
  forgetNumbers: `DELETE FROM numbers`,
  peer: `SELECT site, vector, sent_serial, received, confirmed_serial FROM peers WHERE site = ?`,
  putPeer: `INSERT INTO peers (site, vector, sent_serial, received, confirmed_serial)
            VALUES (@site, @vector, @sent_serial, @received, @confirmed_serial)
            ON CONFLICT (site) DO UPDATE SET vector = excluded.vector, sent_serial = excluded.sent_serial,
            received = excluded.received, confirmed_serial = excluded.confirmed_serial`,
  checkpoint: `SELECT signature FROM checkpoints WHERE branch = ? AND seq = ?`,
  highestCheckpoint: `SELECT max(seq) AS seq FROM checkpoints WHERE branch = ? AND seq <= ?`,
  checkpoints: `SELECT b.site, b.scope, p.seq, lower(hex(c.hash)) AS hash, p.signature
                FROM checkpoints p JOIN branches b USING (branch) LEFT JOIN changes c USING (branch, seq)
                ORDER BY b.site, b.scope, p.seq`,
  addCheckpoint: `INSERT OR REPLACE INTO checkpoints (branch, seq, signature) VALUES (?, ?, ?)`,
  living: `SELECT count(*) AS n FROM records WHERE scope = ? AND deleted = 0`,
  timeAt: `SELECT at FROM changes WHERE branch = ? AND seq = ?`,
} as const

const { one, all, run } = namedQueries(sql)

/** A new site counts its bundles and its records' numbers anew, under its own name and letter. */
export const forgetCounts = (db: WriteDb): void => {
  for (const name of ['forgetSerials', 'forgetSent', 'forgetNumbers'] as const) run(db, name)
}

/** The exchange with a site; a site never met has heard nothing and said nothing. */
export const peerOf = (db: ReadDb, site: string): PeerRow =>
  one(db, 'peer', site) ?? { site, vector: '{}', sent_serial: 0, received: '[]', confirmed_serial: null }
export const putPeer = (db: WriteDb, row: PeerRow): void => run(db, 'putPeer', row)

export const checkpointAt = (db: ReadDb, branch: number, seq: number): string | undefined =>
  one<{ signature: string }>(db, 'checkpoint', branch, seq)?.signature
/** The highest number of a branch, up to a limit, that its site signed; 0 for none. */
export const signedUpTo = (db: ReadDb, { branch }: Pick<BranchRow, 'branch'>, limit: number): number =>
  one<{ seq: number | null }>(db, 'highestCheckpoint', branch, limit)?.seq ?? 0
export const addCheckpoint = (db: WriteDb, branch: number, seq: number, signature: string): void =>
  run(db, 'addCheckpoint', branch, seq, signature)
export interface CheckpointRow {
  readonly site: string
  readonly scope: string
  readonly seq: number
  /** Of the change there; null where none is. */
  readonly hash: string | null
  readonly signature: string
}
export const allCheckpoints = (db: ReadDb): CheckpointRow[] => all(db, 'checkpoints')

/** How many records of a scope are not in the recycle bin. */
export const livingIn = (db: ReadDb, scope: string): number => one<{ n: number }>(db, 'living', scope)?.n ?? 0

/** When a change was typed, by the clock of its computer. */
export const timeAt = (db: ReadDb, branch: number, seq: number): string | undefined =>
  one<{ at: string }>(db, 'timeAt', branch, seq)?.at
