import type { ReadDb, WriteDb } from '../context'
import { namedQueries } from '../db/named-queries'

/** A computer that asks to be let in, as stored. */
export interface NewcomerRow {
  /** The id of its first self. */
  readonly site: string
  /** The id of the self that spoke last: whose fingerprint its screen shows. */
  readonly sender: string
  /** The introductions of all its selves, as they were carried, as JSON. */
  readonly introductions: string
  readonly asked_at: string
  readonly refused_at: string | null
}

/** A file that waits until its sender was let in. */
export interface WaitingFileRow {
  readonly sha256: string
  readonly newcomer: string
  /** The self that wrote it. */
  readonly sender: string
  /** The file's name on the stick. */
  readonly file: string
  readonly serial: number
  readonly created_at: string
  readonly changes: number
  /** Of the file. */
  readonly bytes: number
}

const sql = {
  newcomers: `SELECT site, sender, introductions, asked_at, refused_at FROM newcomers ORDER BY asked_at, site`,
  newcomer: `SELECT site, sender, introductions, asked_at, refused_at FROM newcomers WHERE site = ?`,
  putNewcomer: `INSERT INTO newcomers (site, sender, introductions, asked_at, refused_at)
                VALUES (@site, @sender, @introductions, @asked_at, @refused_at)
                ON CONFLICT (site) DO UPDATE SET sender = excluded.sender,
                introductions = excluded.introductions, asked_at = excluded.asked_at, refused_at = excluded.refused_at`,
  dropNewcomer: `DELETE FROM newcomers WHERE site = ?`,
  filesOf: `SELECT * FROM waiting_files WHERE newcomer = ? ORDER BY created_at, serial`,
  file: `SELECT * FROM waiting_files WHERE sha256 = ?`,
  hashes: `SELECT sha256 FROM waiting_files`,
  addFile: `INSERT OR IGNORE INTO waiting_files (sha256, newcomer, sender, file, serial, created_at, changes, bytes)
            VALUES (@sha256, @newcomer, @sender, @file, @serial, @created_at, @changes, @bytes)`,
  dropFile: `DELETE FROM waiting_files WHERE sha256 = ?`,
} as const

const { one, all, run } = namedQueries(sql)

/** The computers that ask to be let in, and those that were refused, the earliest first. */
export const allNewcomers = (db: ReadDb): NewcomerRow[] => all(db, 'newcomers')
export const findNewcomer = (db: ReadDb, site: string): NewcomerRow | undefined => one(db, 'newcomer', site)
export const putNewcomer = (db: WriteDb, row: NewcomerRow): void => run(db, 'putNewcomer', row)
export const dropNewcomer = (db: WriteDb, site: string): void => run(db, 'dropNewcomer', site)

/** The files of a newcomer that wait, the earliest written first. */
export const waitingFilesOf = (db: ReadDb, newcomer: string): WaitingFileRow[] => all(db, 'filesOf', newcomer)
export const findWaitingFile = (db: ReadDb, sha256: string): WaitingFileRow | undefined =>
  one(db, 'file', sha256)
export const waitingHashes = (db: ReadDb): string[] =>
  all<{ sha256: string }>(db, 'hashes').map(({ sha256 }) => sha256)
export const addWaitingFile = (db: WriteDb, row: WaitingFileRow): void => run(db, 'addFile', row)
export const dropWaitingFile = (db: WriteDb, sha256: string): void => run(db, 'dropFile', sha256)
