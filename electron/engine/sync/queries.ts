import type { ReadDb, WriteDb } from '../context'
import { prepared } from '../db/prepared'
import { addSite, type SiteRow } from '../users/queries'

export { addSite }

/** What is known of the exchange with one other site. JSON columns as text. */
export interface PeerRow {
  readonly site: string
  readonly vector: string
  readonly sent_serial: number
  readonly received: string
  readonly confirmed_serial: number | null
}

export interface LogRow {
  readonly at: string
  readonly direction: 'export' | 'import'
  readonly file: string
  readonly peer: string
  readonly serial: number | null
  readonly changes: number
  readonly user: string
  readonly medium: string | null
  readonly sha256: string
  readonly result: string
}

export interface JoinRow {
  readonly id: string
  readonly scope: string
  readonly letter: string
  readonly secret: string
  readonly expires: string
  readonly used_by: string | null
}

const sql = {
  sites: `SELECT * FROM sites ORDER BY role, unit_name, letter, id`,
  site: `SELECT * FROM sites WHERE id = ?`,
  letterTaken: `SELECT 1 FROM sites WHERE scope = ? AND letter = ? AND id <> ?`,
  certify: `UPDATE sites SET certificate = @certificate, revoked_at = @revoked_at, closing = @closing WHERE id = @id`,
  peers: `SELECT site, vector, sent_serial, received, confirmed_serial FROM peers ORDER BY site`,
  peer: `SELECT site, vector, sent_serial, received, confirmed_serial FROM peers WHERE site = ?`,
  putPeer: `INSERT INTO peers (site, vector, sent_serial, received, confirmed_serial)
            VALUES (@site, @vector, @sent_serial, @received, @confirmed_serial)
            ON CONFLICT (site) DO UPDATE SET vector = excluded.vector, sent_serial = excluded.sent_serial,
            received = excluded.received, confirmed_serial = excluded.confirmed_serial`,
  log: `SELECT at, direction, file, peer, serial, changes, user, medium, sha256, result FROM bundle_log
        ORDER BY entry DESC LIMIT ?`,
  lastDone: `SELECT at, direction, file, peer, serial, changes, user, medium, sha256, result FROM bundle_log
             WHERE direction = ? AND peer = ? AND result = 'ok' ORDER BY entry DESC LIMIT 1`,
  lastExport: `SELECT at, direction, file, peer, serial, changes, user, medium, sha256, result FROM bundle_log
               WHERE direction = 'export' AND result = 'ok' ORDER BY entry DESC LIMIT 1`,
  addLog: `INSERT INTO bundle_log (at, direction, file, peer, serial, changes, user, medium, sha256, result)
           VALUES (@at, @direction, @file, @peer, @serial, @changes, @user, @medium, @sha256, @result)`,
  addJoin: `INSERT INTO joins (id, scope, letter, secret, expires, used_by) VALUES (?, ?, ?, ?, ?, NULL)`,
  join: `SELECT id, scope, letter, secret, expires, used_by FROM joins WHERE id = ?`,
  useJoin: `UPDATE joins SET used_by = ? WHERE id = ?`,
  checkpoint: `SELECT signature FROM checkpoints WHERE stream = ? AND seq = ? AND hash = ?`,
  checkpoints: `SELECT s.site, s.scope, p.seq, p.hash, p.signature FROM checkpoints p JOIN streams s USING (stream)
                ORDER BY s.site, s.scope, p.seq`,
  addCheckpoint: `INSERT OR REPLACE INTO checkpoints (stream, seq, hash, signature) VALUES (?, ?, ?, ?)`,
  living: `SELECT count(*) AS n FROM records WHERE scope = ? AND deleted = 0`,
  conflicts: `SELECT count(*) AS n FROM records WHERE conflicts > 0`,
  changeAt: `SELECT prev, at FROM changes WHERE stream = ? AND seq = ?`,
} as const

const one = <R>(db: ReadDb, name: keyof typeof sql, ...params: unknown[]): R | undefined =>
  prepared<unknown[], R>(db, sql[name]).get(...params)
const all = <R>(db: ReadDb, name: keyof typeof sql, ...params: unknown[]): R[] =>
  prepared<unknown[], R>(db, sql[name]).all(...params)
const run = (db: WriteDb, name: keyof typeof sql, ...params: unknown[]): void => {
  prepared<unknown[]>(db, sql[name]).run(...params)
}

export const allSites = (db: ReadDb): SiteRow[] => all(db, 'sites')
export const findSite = (db: ReadDb, id: string): SiteRow | undefined => one(db, 'site', id)
export const isLetterTaken = (db: ReadDb, scope: string, letter: string, besides: string): boolean =>
  one(db, 'letterTaken', scope, letter, besides) !== undefined
/** Keeps a newer word of the district for a site that is known. */
export const setCertificate = (
  db: WriteDb,
  { id, certificate, revoked_at, closing }: Pick<SiteRow, 'id' | 'certificate' | 'revoked_at' | 'closing'>,
): void => run(db, 'certify', { id, certificate, revoked_at, closing })

export const allPeers = (db: ReadDb): PeerRow[] => all(db, 'peers')
/** The exchange with a site; a site never met has heard nothing and said nothing. */
export const peerOf = (db: ReadDb, site: string): PeerRow =>
  one(db, 'peer', site) ?? { site, vector: '{}', sent_serial: 0, received: '[]', confirmed_serial: null }
export const putPeer = (db: WriteDb, row: PeerRow): void => run(db, 'putPeer', row)

export const bundleLog = (db: ReadDb, limit: number): LogRow[] => all(db, 'log', limit)
export const lastDone = (db: ReadDb, direction: LogRow['direction'], peer: string): LogRow | undefined =>
  one(db, 'lastDone', direction, peer)
/** The newest bundle written here, for whomever. */
export const lastExport = (db: ReadDb): LogRow | undefined => one(db, 'lastExport')
export const addLog = (db: WriteDb, row: LogRow): void => run(db, 'addLog', row)

export const addJoin = (db: WriteDb, row: Omit<JoinRow, 'used_by'>): void =>
  run(db, 'addJoin', row.id, row.scope, row.letter, row.secret, row.expires)
export const findJoin = (db: ReadDb, id: string): JoinRow | undefined => one(db, 'join', id)
export const takeJoin = (db: WriteDb, id: string, site: string): void => run(db, 'useJoin', site, id)

export const checkpointAt = (db: ReadDb, stream: number, seq: number, hash: string): string | undefined =>
  one<{ signature: string }>(db, 'checkpoint', stream, seq, hash)?.signature
export const addCheckpoint = (
  db: WriteDb,
  stream: number,
  seq: number,
  hash: string,
  signature: string,
): void => run(db, 'addCheckpoint', stream, seq, hash, signature)
export interface CheckpointRow {
  readonly site: string
  readonly scope: string
  readonly seq: number
  readonly hash: string
  readonly signature: string
}
export const allCheckpoints = (db: ReadDb): CheckpointRow[] => all(db, 'checkpoints')

/** How many records of a scope are not in the recycle bin. */
export const livingIn = (db: ReadDb, scope: string): number => one<{ n: number }>(db, 'living', scope)?.n ?? 0
export const recordsInConflict = (db: ReadDb): number => one<{ n: number }>(db, 'conflicts')?.n ?? 0
export const changeAt = (db: ReadDb, stream: number, seq: number): { prev: string; at: string } | undefined =>
  one(db, 'changeAt', stream, seq)
