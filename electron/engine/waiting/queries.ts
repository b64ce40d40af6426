import type { ReadDb } from '../context'
import { namedQueries } from '../db/named-queries'

const sql = {
  conflicting: `SELECT json_extract(body, '$.unit') AS unit, json_extract(body, '$.date') AS date
                FROM records WHERE conflicts > 0 AND deleted = 0`,
  setup: `SELECT (SELECT count(*) FROM records WHERE kind = 'unit' AND deleted = 0 AND id <> ?) AS units,
                 (SELECT count(*) FROM records WHERE kind = 'team' AND deleted = 0) AS teams,
                 (SELECT count(*) FROM users WHERE removed_at IS NULL) AS users,
                 (SELECT count(*) FROM joins) AS joins`,
} as const

const { one, all } = namedQueries(sql)

interface Setup {
  readonly units: number
  readonly teams: number
  readonly users: number
  readonly joins: number
}

/** What a profile was given before anything is logged in it. @param own the unit that it was made for */
export const setupOf = (db: ReadDb, own: string): Setup =>
  one<Setup>(db, 'setup', own) ?? { units: 0, teams: 0, users: 0, joins: 0 }

/** Unit and day of every living record with conflicting values, as a foreign file may have brought them. */
export const conflictingPlaces = (db: ReadDb): { readonly unit: unknown; readonly date: unknown }[] =>
  all(db, 'conflicting')
