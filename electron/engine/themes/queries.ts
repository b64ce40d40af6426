import type { Kind } from '../../../shared/definition/define'
import { isoOfDay } from '../../../shared/facts/days'
import { factIndex, factTable, sortExpression } from '../../../shared/facts/tables'
import { activity } from '../../../shared/kinds/activity'
import { courtyardSession } from '../../../shared/kinds/courtyard-session'
import { monthlyTheme } from '../../../shared/kinds/monthly-theme'
import { team } from '../../../shared/kinds/team'
import type { Period } from '../../../shared/period'
import type { ReadDb } from '../context'
import { prepared } from '../db/prepared'
import { dayAmong, factIn, isCounted, joinCounted, refOf } from '../facts/counted-sql'

/** What teams held of one kind, month by month along the index for figures. `more`: what else must be so. */
function heldOf(kind: Kind, join = '', more = ''): string {
  const of = (field: string): string => factIn('r', kind, field)
  return `SELECT ${of('team')} AS team, ${of('monthlyTheme')} AS theme, m.month
    FROM months m CROSS JOIN ${factTable(kind)} r INDEXED BY ${factIndex(kind, 'figures')} ${join}
    WHERE ${isCounted(kind, 'r')} AND ${of('date')} BETWEEN m.first AND m.last AND ${of('team')} IS NOT NULL ${more}`
}

const inSession = (field: string): string => factIn('r', courtyardSession, field)
const inActivity = (field: string): string => factIn('l', activity, field)

// A session that is part of an activity is held once, unless it says of the plan what the activity does not.
const saidByActivity = `${inActivity('team')} IS ${inSession('team')} AND
  (${inSession('monthlyTheme')} IS NULL OR ${inSession('monthlyTheme')} IS ${inActivity('monthlyTheme')})`

const sql = {
  done: `WITH months(month, first, last) AS MATERIALIZED
      (SELECT value ->> 'month', value ->> 'first', value ->> 'last' FROM json_each(@months)),
    held AS (${heldOf(activity)} UNION ALL
      ${heldOf(courtyardSession, joinCounted(activity, 'l', inSession('activity')), `AND NOT (${saidByActivity})`)})
    SELECT ${refOf('held.team')} AS team, ifnull(${refOf('held.theme')}, '') AS theme, month, count(*) AS count
    FROM held GROUP BY held.team, held.theme, month`,
  themes: `SELECT r.id, r.body, ${factIn('f', monthlyTheme, 'month')} AS month
    FROM ${factTable(monthlyTheme)} f INDEXED BY ${factIndex(monthlyTheme, 'sort')} CROSS JOIN records r USING (rid)
    WHERE f.deleted = 0 AND ${sortExpression(monthlyTheme, 'year', 'f')} = ? ORDER BY rid`,
  teams: `SELECT r.id, ifnull(${factIn('f', team, 'name')}, '') AS name,
      ifnull(${refOf(factIn('f', team, 'unit'))}, '') AS unit,
      ${factIn('f', team, 'foundedOn')} AS founded, ${factIn('f', team, 'dissolvedOn')} AS dissolved
    FROM ${factTable(team)} f INDEXED BY ${factIndex(team, 'sort')} CROSS JOIN records r USING (rid)
    WHERE f.deleted = 0 ORDER BY ${sortExpression(team, 'name', 'f')}, rid`,
} as const

export interface DoneRow {
  readonly team: string
  /** `''` for one that names no theme. */
  readonly theme: string
  /** The name of the month that it was held in: `YYYY-MM`. */
  readonly month: string
  readonly count: number
}

/** Activities and courtyard sessions held in some months by team, theme and month. */
export function heldByTheme(db: ReadDb, months: readonly Period[]): DoneRow[] {
  const days = months.map(({ name, from, to }) => ({
    month: name,
    first: dayAmong(from),
    last: dayAmong(to),
  }))
  return prepared<[{ months: string }], DoneRow>(db, sql.done).all({ months: JSON.stringify(days) })
}

/** The statement of `heldByTheme`, for the test that reads its plan. */
export const heldByThemeSql = sql.done

export interface ThemeRow {
  readonly id: string
  readonly body: string
  /** `null` for one that names none: it stands in no column. */
  readonly month: number | null
}

export function themesInYear(db: ReadDb, year: number): ThemeRow[] {
  return prepared<[number], ThemeRow>(db, sql.themes).all(year)
}

export interface TeamRow {
  readonly id: string
  readonly name: string
  /** The id of its village; `''` where it names none. */
  readonly unit: string
  readonly foundedOn: string | null
  readonly dissolvedOn: string | null
}

/** Every team, by its name. */
export function allTeams(db: ReadDb): TeamRow[] {
  type Row = Pick<TeamRow, 'id' | 'name' | 'unit'> & Readonly<Record<'founded' | 'dissolved', number | null>>
  const orNull = (day: number | null): string | null => (day === null ? null : isoOfDay(day))
  return prepared<[], Row>(db, sql.teams)
    .all()
    .map(({ id, name, unit, founded, dissolved }) => ({
      id,
      name,
      unit,
      foundedOn: orNull(founded),
      dissolvedOn: orNull(dissolved),
    }))
}
