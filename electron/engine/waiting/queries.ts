import type { ReadDb } from '../context'
import { namedQueries } from '../db/named-queries'

const sql = {
  conflicting: `SELECT json_extract(body, '$.unit') AS unit, json_extract(body, '$.date') AS date
                FROM records WHERE conflicts > 0 AND deleted = 0`,
} as const

const { all } = namedQueries(sql)

/** Unit and day of every living record with conflicting values, as a foreign file may have brought them. */
export const conflictingPlaces = (db: ReadDb): { readonly unit: unknown; readonly date: unknown }[] =>
  all(db, 'conflicting')
