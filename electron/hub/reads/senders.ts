import { startOfDay } from '../../engine/moment'
import type { Sql } from '../store/store'

/** A computer inside a district that may have sent files, under one of its names. */
export interface SenderRow {
  readonly site: string
  /** Its first self. */
  readonly root: string
  readonly role: string
  readonly unit: string
  readonly unit_name: string
  readonly letter: string
  readonly ended: boolean
}

/** Who may have sent files inside a district of the session's reach. */
export const sendersIn = (sql: Sql, district: number): Promise<readonly SenderRow[]> =>
  sql.query('SELECT site, root, role, unit, unit_name, letter, ended FROM hub_senders($1)', [district])

/** A file that came: its number, and when, ISO 8601. */
export interface CameFile {
  readonly serial: number
  readonly at: string
}

/** What a district told of one computer: its first file after a month, and the newest. */
export interface ToldFiles {
  readonly first: CameFile | undefined
  readonly newest: CameFile | undefined
}

const told = `SELECT s.site, n.serial, n.at, f.serial AS first_serial, f.at AS first_at
  FROM unnest($2::text[], $3::text[]) AS s (site, after)
  JOIN LATERAL (SELECT t.serial, t.at FROM told_files t
    WHERE t.district = $1 AND t.site = s.site ORDER BY t.at DESC LIMIT 1) n ON true
  LEFT JOIN LATERAL (SELECT t.serial, t.at FROM told_files t
    WHERE t.district = $1 AND t.site = s.site AND t.at >= s.after ORDER BY t.at LIMIT 1) f ON true`

interface ToldRow extends CameFile {
  readonly site: string
  readonly first_serial: number | null
  readonly first_at: string | null
}

/** @see ToldFiles. @param months the last day (`YYYY-MM-DD`) of each computer's month */
export async function toldFilesOf(
  sql: Sql,
  district: number,
  months: ReadonlyMap<string, string>,
): Promise<ReadonlyMap<string, ToldFiles>> {
  const after = [...months.values()].map((day) => startOfDay(day, 1))
  const rows = await sql.query<ToldRow>(told, [district, [...months.keys()], after])
  return new Map(
    rows.map(({ site, serial, at, first_serial, first_at }) => [
      site,
      {
        newest: { serial, at },
        first:
          first_serial === null || first_at === null ? undefined : { serial: first_serial, at: first_at },
      },
    ]),
  )
}
