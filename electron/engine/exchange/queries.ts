import type { StreamRow } from '../changes/queries'
import type { ReadDb, WriteDb } from '../context'
import { prepared } from '../db/prepared'
import { addSite, type SiteRow } from '../profile/queries'

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
  readonly entry: number
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
  /** What the file held: changes, attachments, and its own bytes; null for one that was not read to its end. */
  readonly carried: number | null
  readonly blobs: number | null
  readonly bytes: number | null
}

/** What a peer's newest bundle said of its program and clock. */
export interface ProgramRow {
  readonly site: string
  readonly app: string
  /** JSON: kind → version. */
  readonly kinds: string
  readonly clock_offset: number | null
  readonly heard_at: string
}

export interface JoinRow {
  readonly id: string
  readonly scope: string
  readonly letter: string
  readonly secret: string
  readonly expires: string
  readonly used_by: string | null
}

const LOG_COLUMNS =
  'entry, at, direction, file, peer, serial, changes, user, medium, sha256, result, carried, blobs, bytes'

const sql = {
  sites: `SELECT * FROM sites ORDER BY role, unit_name, letter, id`,
  site: `SELECT * FROM sites WHERE id = ?`,
  letterTaken: `SELECT 1 FROM sites WHERE scope = ? AND letter = ? AND id <> ?`,
  letters: `SELECT letter FROM sites WHERE scope = ?`,
  setLetter: `UPDATE sites SET letter = ? WHERE id = ?`,
  certify: `UPDATE sites SET certificate = @certificate, revoked_at = @revoked_at, closing = @closing WHERE id = @id`,
  disown: `UPDATE sites SET own = 0, revoked_at = @revoked_at, closing = @closing WHERE id = @id`,
  forgetSerials: `UPDATE peers SET sent_serial = 0, received = '[]', confirmed_serial = NULL`,
  forgetSent: `DELETE FROM sent_bundles`,
  forgetNumbers: `DELETE FROM numbers`,
  dropCheckpoints: `DELETE FROM checkpoints WHERE stream = ? AND seq > ?`,
  dropArrivals: `DELETE FROM arrivals WHERE stream = ? AND first > ?`,
  lowerPeers: `UPDATE peers SET vector = json_set(vector, @path, @seq) WHERE vector ->> @path > @seq`,
  dropChanges: `DELETE FROM changes WHERE stream = ? AND seq > ?`,
  peers: `SELECT site, vector, sent_serial, received, confirmed_serial FROM peers ORDER BY site`,
  peer: `SELECT site, vector, sent_serial, received, confirmed_serial FROM peers WHERE site = ?`,
  putPeer: `INSERT INTO peers (site, vector, sent_serial, received, confirmed_serial)
            VALUES (@site, @vector, @sent_serial, @received, @confirmed_serial)
            ON CONFLICT (site) DO UPDATE SET vector = excluded.vector, sent_serial = excluded.sent_serial,
            received = excluded.received, confirmed_serial = excluded.confirmed_serial`,
  log: `SELECT ${LOG_COLUMNS} FROM bundle_log ORDER BY entry DESC LIMIT ?`,
  logEntry: `SELECT ${LOG_COLUMNS} FROM bundle_log WHERE entry = ?`,
  loggedSerial: `SELECT ${LOG_COLUMNS} FROM bundle_log
                 WHERE direction = ? AND serial = ? AND (? = '' OR peer = ?) AND result = 'ok' ORDER BY entry DESC LIMIT 1`,
  lastDone: `SELECT ${LOG_COLUMNS} FROM bundle_log
             WHERE direction = ? AND peer = ? AND result = 'ok' ORDER BY entry DESC LIMIT 1`,
  lastExport: `SELECT ${LOG_COLUMNS} FROM bundle_log
               WHERE direction = 'export' AND result = 'ok' ORDER BY entry DESC LIMIT 1`,
  taken: `SELECT 1 FROM bundle_log WHERE direction = 'import' AND sha256 = ? AND result = 'ok' LIMIT 1`,
  addLog: `INSERT INTO bundle_log (at, direction, file, peer, serial, changes, user, medium, sha256, result, carried, blobs, bytes)
           VALUES (@at, @direction, @file, @peer, @serial, @changes, @user, @medium, @sha256, @result, @carried, @blobs, @bytes)`,
  addSent: `INSERT OR REPLACE INTO sent_bundles (peer, serial, vector) VALUES (?, ?, ?)`,
  sentAfter: `SELECT serial, vector FROM sent_bundles WHERE peer = ? AND serial > ? ORDER BY serial`,
  addArrival: `INSERT OR REPLACE INTO arrivals (stream, first, entry) VALUES (?, ?, ?)`,
  arrival: `SELECT entry FROM arrivals WHERE stream = ? AND first <= ? ORDER BY first DESC LIMIT 1`,
  // Named index: it holds record, stream and number, so that no change itself is read.
  lastOfRecords: `SELECT c.record, c.stream, max(c.seq) AS seq
                  FROM json_each(?) wanted CROSS JOIN changes c INDEXED BY changes_record ON c.record = wanted.value
                  GROUP BY c.record, c.stream`,
  changesAbove: `SELECT DISTINCT r.rid FROM changes c CROSS JOIN records r ON r.id = c.record
                 WHERE c.stream = ? AND c.seq > ?`,
  countAbove: `SELECT count(DISTINCT c.record) AS n FROM changes c INDEXED BY changes_record
               JOIN json_each(?) place ON c.stream = place.value ->> 'stream' AND c.seq > place.value ->> 'seq'`,
  putProgram: `INSERT OR REPLACE INTO peer_programs (site, app, kinds, clock_offset, heard_at)
               VALUES (@site, @app, @kinds, @clock_offset, @heard_at)`,
  program: `SELECT site, app, kinds, clock_offset, heard_at FROM peer_programs WHERE site = ?`,
  addJoin: `INSERT INTO joins (id, scope, letter, secret, expires, used_by) VALUES (?, ?, ?, ?, ?, NULL)`,
  join: `SELECT id, scope, letter, secret, expires, used_by FROM joins WHERE id = ?`,
  openJoins: `SELECT id, scope, letter, secret, expires, used_by FROM joins
              WHERE scope = ? AND used_by IS NULL ORDER BY expires`,
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
/** The letters of a scope's sites, of ended ones too. */
export const lettersOf = (db: ReadDb, scope: string): string[] =>
  all<{ letter: string }>(db, 'letters', scope).map(({ letter }) => letter)
export const setLetter = (db: WriteDb, site: string, letter: string): void =>
  run(db, 'setLetter', letter, site)
/** Keeps a newer word of the district for a site that is known. */
export const setCertificate = (
  db: WriteDb,
  { id, certificate, revoked_at, closing }: Pick<SiteRow, 'id' | 'certificate' | 'revoked_at' | 'closing'>,
): void => run(db, 'certify', { id, certificate, revoked_at, closing })

/** A site that was this installation and is not any more. */
export const disownSite = (db: WriteDb, row: Pick<SiteRow, 'id' | 'revoked_at' | 'closing'>): void =>
  run(db, 'disown', { id: row.id, revoked_at: row.revoked_at, closing: row.closing })
/** A new site counts its bundles and its records' numbers anew, under its own name and letter. */
export const forgetCounts = (db: WriteDb): void => {
  for (const name of ['forgetSerials', 'forgetSent', 'forgetNumbers'] as const) run(db, name)
}
/** Takes a stream's changes above a place out of the log; how far the stream has come is the caller's to write. */
export const dropChangesAbove = (db: WriteDb, stream: number, seq: number): void => {
  run(db, 'dropCheckpoints', stream, seq)
  run(db, 'dropArrivals', stream, seq)
  run(db, 'dropChanges', stream, seq)
}

/** Nobody is known to hold more of a stream (`site/scope`) than up to a place, as it goes on from there here now. */
export const lowerPeers = (db: WriteDb, stream: string, seq: number): void =>
  run(db, 'lowerPeers', { path: `$."${stream}"`, seq })

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
/** Whether a file with this SHA-256 (hex) was taken before. */
export const wasTaken = (db: ReadDb, sha256: string): boolean => one(db, 'taken', sha256) !== undefined
/** @returns the number of the entry */
export const addLog = (db: WriteDb, row: Omit<LogRow, 'entry'>): number =>
  Number(prepared<unknown[]>(db, sql.addLog).run(row).lastInsertRowid)
export const findLogEntry = (db: ReadDb, entry: number): LogRow | undefined => one(db, 'logEntry', entry)
/** The newest finished exchange of a serial, of one peer or, for '', of any. */
export const loggedSerial = (
  db: ReadDb,
  direction: LogRow['direction'],
  serial: number,
  peer: string,
): LogRow | undefined => one(db, 'loggedSerial', direction, serial, peer, peer)

export interface SentRow {
  readonly serial: number
  /** JSON: the vector that the bundle was sent with. */
  readonly vector: string
}
export const addSent = (db: WriteDb, peer: string, { serial, vector }: SentRow): void =>
  run(db, 'addSent', peer, serial, vector)
/** The bundles to a peer above a serial, the oldest first. */
export const sentAfter = (db: ReadDb, peer: string, serial: number): SentRow[] =>
  all(db, 'sentAfter', peer, serial)

export const addArrival = (db: WriteDb, stream: number, first: number, entry: number): void =>
  run(db, 'addArrival', stream, first, entry)
/** The entry of the log of bundles that brought a change here; none for our own and for the joining file's. */
export const arrivalOf = (db: ReadDb, stream: number, seq: number): number | undefined =>
  one<{ entry: number }>(db, 'arrival', stream, seq)?.entry

export const putProgram = (db: WriteDb, row: ProgramRow): void => run(db, 'putProgram', row)
export const programOf = (db: ReadDb, site: string): ProgramRow | undefined => one(db, 'program', site)

export const addJoin = (db: WriteDb, row: Omit<JoinRow, 'used_by'>): void =>
  run(db, 'addJoin', row.id, row.scope, row.letter, row.secret, row.expires)
export const findJoin = (db: ReadDb, id: string): JoinRow | undefined => one(db, 'join', id)
/** The joining files of a scope that nobody has used, the one that ends last at the end. */
export const openJoins = (db: ReadDb, scope: string): JoinRow[] => all(db, 'openJoins', scope)
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
/** The hash of a change of a stream held here, known from what follows it. */
export const hashAt = (db: ReadDb, { stream, seq, hash }: StreamRow, at: number): string | undefined =>
  at === seq ? hash : changeAt(db, stream, at + 1)?.prev

export const changeAt = (db: ReadDb, stream: number, seq: number): { prev: string; at: string } | undefined =>
  one(db, 'changeAt', stream, seq)

/** The last change of each of these records in each stream that has one. */
export const lastOfRecords = (
  db: ReadDb,
  records: readonly string[],
): { record: string; stream: number; seq: number }[] => all(db, 'lastOfRecords', JSON.stringify(records))
/** The numbers (`rid`) of the records that have a change above a place of a stream. */
export const changesAbove = (db: ReadDb, above: { stream: number; seq: number }): number[] =>
  all<{ rid: number }>(db, 'changesAbove', above.stream, above.seq).map(({ rid }) => rid)
/** How many records have a change above one of these places, out of the index alone. */
export const countAbove = (db: ReadDb, above: readonly { stream: number; seq: number }[]): number =>
  one<{ n: number }>(db, 'countAbove', JSON.stringify(above))?.n ?? 0
/** Statements whose plan a test reads. */
export const receiptSql = { lastOfRecords: sql.lastOfRecords, changesAbove: sql.changesAbove }
