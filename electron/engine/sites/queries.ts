import type { SiteRole } from '../../../shared/sync/manifest'
import type { ReadDb, WriteDb } from '../context'
import { namedQueries } from '../db/named-queries'

/** One row of `sites`, as stored. */
export interface SiteRow {
  readonly id: string
  /** The first self of its computer that is known here. */
  readonly root: string
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
  /** The office that let it in; an office that is followed or written from here is named as itself, and '' stands for nobody yet. */
  readonly office: string
  readonly revoked_at: string | null
  /** How it ended (closing.ts) as JSON, or null. */
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

const SITE_COLUMNS =
  'id, root, own, role, scope, unit, unit_name, letter, sign_key, recipient, office, revoked_at, closing'

const sql = {
  sites: `SELECT ${SITE_COLUMNS} FROM sites ORDER BY role, unit_name, letter, id`,
  site: `SELECT ${SITE_COLUMNS} FROM sites WHERE id = ?`,
  letterTaken: `SELECT 1 FROM sites WHERE scope = ? AND letter = ? AND id <> ?`,
  letters: `SELECT letter FROM sites WHERE scope = ?`,
  addJoin: `INSERT INTO joins (id, scope, letter, secret, expires, used_by) VALUES (?, ?, ?, ?, ?, NULL)`,
  join: `SELECT id, scope, letter, secret, expires, used_by FROM joins WHERE id = ?`,
  openJoins: `SELECT id, scope, letter, secret, expires, used_by FROM joins
              WHERE scope = ? AND used_by IS NULL ORDER BY expires`,
  useJoin: `UPDATE joins SET used_by = ? WHERE id = ?`,
  putSite: `INSERT INTO sites (${SITE_COLUMNS})
            VALUES (@id, @root, @own, @role, @scope, @unit, @unit_name, @letter, @sign_key, @recipient, @office, @revoked_at, @closing)
            ON CONFLICT (id) DO UPDATE SET root = excluded.root, own = excluded.own, unit_name = excluded.unit_name, letter = excluded.letter,
            office = excluded.office, revoked_at = excluded.revoked_at, closing = excluded.closing`,
} as const

const { one, all, run } = namedQueries(sql)

/** Keeps what was judged of a site; its keys and its place never change. */
export const putSite = (db: WriteDb, row: SiteRow): void => run(db, 'putSite', row)
export const allSites = (db: ReadDb): SiteRow[] => all(db, 'sites')
export const findSite = (db: ReadDb, id: string): SiteRow | undefined => one(db, 'site', id)
export const isLetterTaken = (db: ReadDb, scope: string, letter: string, besides: string): boolean =>
  one(db, 'letterTaken', scope, letter, besides) !== undefined
/** The letters of a scope's sites, of ended ones too. */
export const lettersOf = (db: ReadDb, scope: string): string[] =>
  all<{ letter: string }>(db, 'letters', scope).map(({ letter }) => letter)
export const addJoin = (db: WriteDb, row: Omit<JoinRow, 'used_by'>): void =>
  run(db, 'addJoin', row.id, row.scope, row.letter, row.secret, row.expires)
export const findJoin = (db: ReadDb, id: string): JoinRow | undefined => one(db, 'join', id)
/** The unused joining files of a scope; the one that expires last comes last. */
export const openJoins = (db: ReadDb, scope: string): JoinRow[] => all(db, 'openJoins', scope)
export const takeJoin = (db: WriteDb, id: string, site: string): void => run(db, 'useJoin', site, id)
