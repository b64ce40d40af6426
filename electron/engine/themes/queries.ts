import type { Kind } from '../../../shared/definition/define'
import { uncountedStates } from '../../../shared/definition/workflow'
import { activity } from '../../../shared/kinds/activity'
import { courtyardSession } from '../../../shared/kinds/courtyard-session'
import { monthlyTheme } from '../../../shared/kinds/monthly-theme'
import { team } from '../../../shared/kinds/team'
import { indexName, sortValue, valueExpression } from '../../../shared/records/record-indexes'
import type { ReadDb } from '../context'
import { prepared } from '../db/prepared'

// Names of kinds, columns and states come from the registry, which is code; days and years are parameters.
const of = (table: string, field: string): string => valueExpression(field).replace('body', `${table}.body`)
const uncounted = uncountedStates.map((state) => `'${state}'`).join(', ')
const counts = (table: string, kind: Kind): string =>
  `${table}.kind = '${kind.name}' AND ${table}.deleted = 0 AND ifnull(${of(table, 'status')}, '') NOT IN (${uncounted})`

/** What teams held of one kind, by the index for figures. */
const heldOf = (kind: Kind): string =>
  `SELECT ${of('r', 'team')} AS team, ifnull(${of('r', 'monthlyTheme')}, '') AS theme, substr(${of('r', 'date')}, 1, 7) AS month
   FROM records r INDEXED BY "${indexName(kind, 'figures')}"
   WHERE ${counts('r', kind)} AND ${of('r', 'date')} BETWEEN @from AND @to AND ${of('r', 'team')} > ''`

// A session that is part of an activity is held once, unless it says of the plan what the activity does not.
const saidByActivity = `EXISTS (SELECT 1 FROM records l WHERE l.id = ${of('r', 'activity')} AND ${counts('l', activity)}
  AND ${of('l', 'team')} = ${of('r', 'team')}
  AND ifnull(${of('r', 'monthlyTheme')}, '') IN ('', ifnull(${of('l', 'monthlyTheme')}, '')))`

const sql = {
  // Materialised first: an aggregate over the records themselves would read every body, not the index for figures.
  done: `WITH held AS MATERIALIZED (${heldOf(activity)}
      UNION ALL ${heldOf(courtyardSession)} AND NOT ${saidByActivity})
    SELECT team, theme, month, count(*) AS count FROM held GROUP BY team, theme, month`,
  themes: `SELECT id, body FROM records INDEXED BY "${indexName(monthlyTheme, 'sort')}"
    WHERE kind = '${monthlyTheme.name}' AND deleted = 0 AND ${sortValue(monthlyTheme, 'year')} = ? ORDER BY rid`,
  teams: `SELECT id, body FROM records INDEXED BY "${indexName(team, 'sort')}"
    WHERE kind = '${team.name}' AND deleted = 0 ORDER BY ${sortValue(team, 'name')}, rid`,
} as const

export interface DoneRow {
  readonly team: string
  /** `''` for one that names no theme. */
  readonly theme: string
  /** `YYYY-MM`, when it was held. */
  readonly month: string
  readonly count: number
}

/** Activities and courtyard sessions held `from`…`to` by team, theme and month. */
export function heldByTheme(db: ReadDb, from: string, to: string): DoneRow[] {
  return prepared<[{ from: string; to: string }], DoneRow>(db, sql.done).all({ from, to })
}

/** The statement of `heldByTheme`, for the test that reads its plan. */
export const heldByThemeSql = sql.done

export interface BodyRow {
  readonly id: string
  readonly body: string
}

export function themesInYear(db: ReadDb, year: number): BodyRow[] {
  return prepared<[number], BodyRow>(db, sql.themes).all(year)
}

export function allTeams(db: ReadDb): BodyRow[] {
  return prepared<[], BodyRow>(db, sql.teams).all()
}
