import type { Change } from '../../../shared/sync/change'
import type { ReadDb, WriteDb } from '../context'
import { namedQueries } from '../db/named-queries'
import { prepared } from '../db/prepared'

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
  /** What the file held: changes, attachments, and its own bytes; null for a file that was not read to its end. */
  readonly carried: number | null
  readonly blobs: number | null
  readonly bytes: number | null
}

/** What a peer's newest bundle said of its program and clock. */
export interface ProgramRow {
  readonly site: string
  readonly app: string
  /** As Node names them; '' where it said nothing. */
  readonly platform: string
  readonly arch: string
  /** Of its installation (shared/update/layout.ts). */
  readonly layout: string
  /** JSON: kind → version. */
  readonly kinds: string
  readonly clock_offset: number | null
  readonly heard_at: string
}

const LOG_COLUMNS =
  'entry, at, direction, file, peer, serial, changes, user, medium, sha256, result, carried, blobs, bytes'

const sql = {
  log: `SELECT ${LOG_COLUMNS} FROM bundle_log ORDER BY entry DESC LIMIT ?`,
  logEntry: `SELECT ${LOG_COLUMNS} FROM bundle_log WHERE entry = ?`,
  loggedSerial: `SELECT ${LOG_COLUMNS} FROM bundle_log
                 WHERE direction = ? AND serial = ? AND (? = '' OR peer = ?) AND result = 'ok' ORDER BY entry DESC LIMIT 1`,
  lastDone: `SELECT ${LOG_COLUMNS} FROM bundle_log
             WHERE direction = ? AND peer = ? AND result = 'ok' ORDER BY entry DESC LIMIT 1`,
  doneSince: `SELECT ${LOG_COLUMNS} FROM bundle_log
              WHERE direction = ? AND peer = ? AND result = 'ok' AND at >= ? ORDER BY entry`,
  lastExport: `SELECT ${LOG_COLUMNS} FROM bundle_log
               WHERE direction = 'export' AND result = 'ok' ORDER BY entry DESC LIMIT 1`,
  exported: `SELECT 1 FROM bundle_log WHERE direction = 'export' AND file = ? LIMIT 1`,
  withHash: `SELECT ${LOG_COLUMNS} FROM bundle_log WHERE sha256 = ? AND result = 'ok' ORDER BY entry DESC LIMIT 1`,
  taken: `SELECT 1 FROM bundle_log WHERE direction = 'import' AND sha256 = ? AND result = 'ok' LIMIT 1`,
  takenOfSize: `SELECT 1 FROM bundle_log WHERE direction = 'import' AND bytes = ? AND result = 'ok' LIMIT 1`,
  addLog: `INSERT INTO bundle_log (at, direction, file, peer, serial, changes, user, medium, sha256, result, carried, blobs, bytes)
           VALUES (@at, @direction, @file, @peer, @serial, @changes, @user, @medium, @sha256, @result, @carried, @blobs, @bytes)`,
  addSent: `INSERT OR REPLACE INTO sent_bundles (peer, serial, reach) VALUES (?, ?, ?)`,
  sentAfter: `SELECT serial, reach FROM sent_bundles WHERE peer = ? AND serial > ? ORDER BY serial`,
  addArrival: `INSERT OR REPLACE INTO arrivals (branch, first, entry) VALUES (?, ?, ?)`,
  arrival: `SELECT a.entry FROM changes c JOIN arrivals a ON a.branch = c.branch AND a.first <= c.seq
            WHERE c.record = ? AND c.id = ? ORDER BY a.first DESC LIMIT 1`,
  // Named index: it holds record, branch and number, so that no change itself is read.
  lastOfRecords: `SELECT c.record, c.branch, max(c.seq) AS seq
                  FROM json_each(?) wanted CROSS JOIN changes c INDEXED BY changes_record ON c.record = wanted.value
                  GROUP BY c.record, c.branch`,
  firstPlace: `SELECT b.site, c.branch, c.seq FROM changes c JOIN branches b USING (branch)
               WHERE c.record = ? AND c.seq <= b.counts_to ORDER BY c.id LIMIT 1`,
  changesAbove: `SELECT DISTINCT r.rid FROM changes c CROSS JOIN records r ON r.id = c.record
                 WHERE c.branch = ? AND c.seq > ?`,
  // Read once into a table: a list of places that is asked as JSON is taken apart for each change of the log.
  countAbove: `WITH place AS MATERIALIZED (
                 SELECT value ->> 'branch' AS branch, value ->> 'seq' AS seq FROM json_each(?))
               SELECT count(DISTINCT c.record) AS n
               FROM changes c INDEXED BY changes_record
               CROSS JOIN place ON c.branch = place.branch AND c.seq > place.seq`,
  // Of the records changed above `from`, those that no change between `seq` and `from` of any place has reached.
  countNewAbove: `WITH place AS MATERIALIZED (
                    SELECT value ->> 'branch' AS branch, value ->> 'seq' AS seq, value ->> 'from' AS "from"
                    FROM json_each(?))
                  SELECT count(DISTINCT c.record) AS n
                  FROM place CROSS JOIN changes c ON c.branch = place.branch AND c.seq > place."from"
                  WHERE NOT EXISTS (
                    SELECT 1 FROM changes b INDEXED BY changes_record JOIN place other ON b.branch = other.branch
                      AND b.seq > other.seq AND b.seq <= other."from"
                    WHERE b.record = c.record)`,
  putProgram: `INSERT OR REPLACE INTO peer_programs (site, app, platform, arch, layout, kinds, clock_offset, heard_at)
               VALUES (@site, @app, @platform, @arch, @layout, @kinds, @clock_offset, @heard_at)`,
  program: `SELECT site, app, platform, arch, layout, kinds, clock_offset, heard_at FROM peer_programs WHERE site = ?`,
} as const

const { one, all, run } = namedQueries(sql)

export const bundleLog = (db: ReadDb, limit: number): LogRow[] => all(db, 'log', limit)
export const lastDone = (db: ReadDb, direction: LogRow['direction'], peer: string): LogRow | undefined =>
  one(db, 'lastDone', direction, peer)
/** Finished exchanges of a peer from a moment on (ISO 8601), the earliest first. */
export const doneSince = (
  db: ReadDb,
  direction: LogRow['direction'],
  peer: string,
  since: string,
): LogRow[] => all(db, 'doneSince', direction, peer, since)
/** The newest bundle written here, for any receiver. */
export const lastExport = (db: ReadDb): LogRow | undefined => one(db, 'lastExport')
/** Whether a file with this SHA-256 (hex) was taken before. */
export const wasTaken = (db: ReadDb, sha256: string): boolean => one(db, 'taken', sha256) !== undefined
/** Whether a file of so many bytes was taken before. */
export const wasSizeTaken = (db: ReadDb, bytes: number): boolean =>
  one(db, 'takenOfSize', bytes) !== undefined
/** Whether a file of this name was written here before. */
export const wasExported = (db: ReadDb, file: string): boolean => one(db, 'exported', file) !== undefined
/** The newest bundle that was written or read here with this SHA-256 (hex). */
export const withHash = (db: ReadDb, sha256: string): LogRow | undefined => one(db, 'withHash', sha256)
/** @returns the number of the entry */
export const addLog = (db: WriteDb, row: Omit<LogRow, 'entry'>): number =>
  Number(prepared<unknown[]>(db, sql.addLog).run(row).lastInsertRowid)
export const findLogEntry = (db: ReadDb, entry: number): LogRow | undefined => one(db, 'logEntry', entry)
/** The newest finished exchange of a serial, of one peer or, for '', of any peer. */
export const loggedSerial = (
  db: ReadDb,
  direction: LogRow['direction'],
  serial: number,
  peer: string,
): LogRow | undefined => one(db, 'loggedSerial', direction, serial, peer, peer)

export interface SentRow {
  readonly serial: number
  /** JSON: how far each branch went that the bundle was sent with. */
  readonly reach: string
}
export const addSent = (db: WriteDb, peer: string, { serial, reach }: SentRow): void =>
  run(db, 'addSent', peer, serial, reach)
/** The bundles to a peer above a serial, the oldest first. */
export const sentAfter = (db: ReadDb, peer: string, serial: number): SentRow[] =>
  all(db, 'sentAfter', peer, serial)

export const addArrival = (db: WriteDb, branch: number, first: number, entry: number): void =>
  run(db, 'addArrival', branch, first, entry)
/**
 * The entry of the log of bundles that brought a change here; none for this site's own changes and for the joining
 * file's.
 */
export const arrivalOf = (db: ReadDb, { record, id }: Pick<Change, 'record' | 'id'>): number | undefined =>
  one<{ entry: number }>(db, 'arrival', record, id)?.entry

export const putProgram = (db: WriteDb, row: ProgramRow): void => run(db, 'putProgram', row)
export const programOf = (db: ReadDb, site: string): ProgramRow | undefined => one(db, 'program', site)

/** The last change of each of these records in each branch that has such a change. */
export const lastOfRecords = (
  db: ReadDb,
  records: readonly string[],
): { record: string; branch: number; seq: number }[] => all(db, 'lastOfRecords', JSON.stringify(records))
/** The numbers (`rid`) of the records that have a change above a place of a branch. */
export const changesAbove = (db: ReadDb, above: { branch: number; seq: number }): number[] =>
  all<{ rid: number }>(db, 'changesAbove', above.branch, above.seq).map(({ rid }) => rid)
/** Of the records with a change above `from` of these places, how many have none above `seq` and up to there. */
export const countNewAbove = (
  db: ReadDb,
  places: readonly { branch: number; seq: number; from: number }[],
): number => one<{ n: number }>(db, 'countNewAbove', JSON.stringify(places))?.n ?? 0
/** How many records have a change above one of these places, out of the index alone. */
export const countAbove = (db: ReadDb, above: readonly { branch: number; seq: number }[]): number =>
  one<{ n: number }>(db, 'countAbove', JSON.stringify(above))?.n ?? 0
/** Statements whose plan a test reads. */
export const receiptSql = {
  lastOfRecords: sql.lastOfRecords,
  changesAbove: sql.changesAbove,
  countAbove: sql.countAbove,
  countNewAbove: sql.countNewAbove,
}

/** Where the first change of a record stands. */
export const firstPlace = (
  db: ReadDb,
  record: string,
): { readonly site: string; readonly branch: number; readonly seq: number } | undefined =>
  one(db, 'firstPlace', record)
