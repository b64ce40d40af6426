import { activity } from '../../../shared/kinds/activity'
import { indexName, sortColumn, valueExpression } from '../../../shared/kinds/columns'
import { monthlyTheme } from '../../../shared/kinds/monthly-theme'
import { team } from '../../../shared/kinds/team'
import { uncountedStates } from '../../../shared/kinds/workflow'
import type { ReadDb } from '../context'
import { prepared } from '../db/prepared'

// Names of kinds, columns and states come from the registry, which is code; days and years are parameters.
const [date, ofTeam, ofTheme, status] = ['date', 'team', 'monthlyTheme', 'status'].map(valueExpression)
const uncounted = uncountedStates.map((state) => `'${state}'`).join(', ')

const sql = {
  // Materialised first: an aggregate over the records themselves would read every body, not the index for figures.
  done: `WITH held AS MATERIALIZED (
      SELECT ${ofTeam} AS team, ifnull(${ofTheme}, '') AS theme, substr(${date}, 1, 7) AS month
      FROM records INDEXED BY "${indexName(activity, 'figures')}"
      WHERE kind = '${activity.name}' AND deleted = 0 AND ${date} BETWEEN ? AND ?
        AND ${ofTeam} > '' AND ifnull(${status}, '') NOT IN (${uncounted}))
    SELECT team, theme, month, count(*) AS count FROM held GROUP BY team, theme, month`,
  themes: `SELECT id, body FROM records INDEXED BY "${indexName(monthlyTheme, 'sort')}"
    WHERE kind = '${monthlyTheme.name}' AND deleted = 0 AND ${sortColumn('year')} = ? ORDER BY rid`,
  teams: `SELECT id, body FROM records INDEXED BY "${indexName(team, 'sort')}"
    WHERE kind = '${team.name}' AND deleted = 0 ORDER BY ${sortColumn('name')}, rid`,
} as const

export interface DoneRow {
  readonly team: string
  /** `''` for an activity that names no theme. */
  readonly theme: string
  /** `YYYY-MM`, when it was held. */
  readonly month: string
  readonly count: number
}

/** Activities held `from`…`to` by team, theme and month. */
export function activitiesByTheme(db: ReadDb, from: string, to: string): DoneRow[] {
  return prepared<[string, string], DoneRow>(db, sql.done).all(from, to)
}

/** The statement of `activitiesByTheme`, for the test that reads its plan. */
export const activitiesByThemeSql = sql.done

export interface BodyRow {
  readonly id: string
  readonly body: string
}

export function themesOf(db: ReadDb, year: number): BodyRow[] {
  return prepared<[number], BodyRow>(db, sql.themes).all(year)
}

export function allTeams(db: ReadDb): BodyRow[] {
  return prepared<[], BodyRow>(db, sql.teams).all()
}
