import type { SiteRole } from '../../../shared/sync/manifest'
import type { ReadDb, WriteDb } from '../context'
import { namedQueries } from '../db/named-queries'

/** One row of `sites`, as stored. */
export interface SiteRow {
  readonly id: string
  /** 1 for this installation, 0 for others. */
  readonly own: number
  readonly role: SiteRole
  readonly scope: string
  readonly unit: string
  readonly unit_name: string
  readonly letter: string
  /** Raw Ed25519 public key, base64. */
  readonly sign_key: string
  /** age recipient. */
  readonly recipient: string
  readonly certificate: string
  readonly revoked_at: string | null
  /** How it ended (`closing` of its facts) as JSON, or null. */
  readonly closing: string | null
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
  letters: `SELECT letter FROM sites WHERE scope = ?`,
  setLetter: `UPDATE sites SET letter = ? WHERE id = ?`,
  certify: `UPDATE sites SET certificate = @certificate, revoked_at = @revoked_at, closing = @closing WHERE id = @id`,
  disown: `UPDATE sites SET own = 0, revoked_at = @revoked_at, closing = @closing WHERE id = @id`,
  addJoin: `INSERT INTO joins (id, scope, letter, secret, expires, used_by) VALUES (?, ?, ?, ?, ?, NULL)`,
  join: `SELECT id, scope, letter, secret, expires, used_by FROM joins WHERE id = ?`,
  openJoins: `SELECT id, scope, letter, secret, expires, used_by FROM joins
              WHERE scope = ? AND used_by IS NULL ORDER BY expires`,
  useJoin: `UPDATE joins SET used_by = ? WHERE id = ?`,
  addSite: `INSERT INTO sites (id, own, role, scope, unit, unit_name, letter, sign_key, recipient, certificate, revoked_at, closing)
            VALUES (@id, @own, @role, @scope, @unit, @unit_name, @letter, @sign_key, @recipient, @certificate, @revoked_at, @closing)`,
} as const

const { one, all, run } = namedQueries(sql)

export const addSite = (db: WriteDb, row: SiteRow): void => run(db, 'addSite', row)
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

/** A former self of this installation. */
export const disownSite = (db: WriteDb, row: Pick<SiteRow, 'id' | 'revoked_at' | 'closing'>): void =>
  run(db, 'disown', { id: row.id, revoked_at: row.revoked_at, closing: row.closing })
export const addJoin = (db: WriteDb, row: Omit<JoinRow, 'used_by'>): void =>
  run(db, 'addJoin', row.id, row.scope, row.letter, row.secret, row.expires)
export const findJoin = (db: ReadDb, id: string): JoinRow | undefined => one(db, 'join', id)
/** The unused joining files of a scope; the one that expires last comes last. */
export const openJoins = (db: ReadDb, scope: string): JoinRow[] => all(db, 'openJoins', scope)
export const takeJoin = (db: WriteDb, id: string, site: string): void => run(db, 'useJoin', site, id)
