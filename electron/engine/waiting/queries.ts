import type { ReadDb } from '../context'
import { namedQueries } from '../db/named-queries'

const sql = {
  conflicting: `SELECT json_extract(body, '$.unit') AS unit, json_extract(body, '$.date') AS date
                FROM records WHERE conflicts > 0 AND deleted = 0`,
  setup: `SELECT (SELECT count(*) FROM records WHERE kind = 'unit' AND deleted = 0 AND id <> ?) AS units,
                 (SELECT count(*) FROM records WHERE kind = 'team' AND deleted = 0) AS teams,
                 (SELECT count(*) FROM users WHERE removed_at IS NULL) AS users,
                 (SELECT count(*) FROM joins) AS joins`,
  // Of a branch the newest changes only: an old reason is no help, and the log is long.
  reasons: `SELECT reason FROM (SELECT reason, id FROM changes WHERE branch = ? ORDER BY seq DESC LIMIT 2000)
            WHERE reason IS NOT NULL AND reason <> '' GROUP BY reason ORDER BY max(id) DESC LIMIT 8`,
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

/** Why things were done lately in a branch of the log, the newest first. */
export const reasonsIn = (db: ReadDb, branch: number): string[] =>
  all<{ reason: string }>(db, 'reasons', branch).map(({ reason }) => reason)

/** Unit and day of every living record with conflicting values, as a foreign file may have brought them. */
export const conflictingPlaces = (db: ReadDb): { readonly unit: unknown; readonly date: unknown }[] =>
  all(db, 'conflicting')
