import { z } from 'zod'
import type { Output, Parsed } from '../../../shared/contract'
import { compareNames } from '../../../shared/language/order'
import { monthPeriod } from '../../../shared/period'
import { monthText, planCells, USUAL_TARGET } from '../../../shared/themes/plan'
import type { OpenContext } from '../context'
import { readUnits } from '../district/units'
import { today } from '../moment'
import { allTeams, heldByTheme, themesInYear } from './queries'

type Grid = Output<'themes.grid'>

const themeBody = z.object({
  theme: z.string().catch(''),
  target: z.number().int().min(0).nullish().catch(null),
})

/** The year's plan, its teams, and what they did of it. */
export function gridOf(ctx: OpenContext, { year, unit }: Parsed<'themes.grid'>): Grid {
  const themes = readThemes(ctx, year)
  const teams = readTeams(ctx, unit)
  // A theme of December may be made up for in January; what counts is the theme that it names.
  const rows = heldByTheme(ctx.db, [
    monthPeriod(year - 1, 12),
    ...[year, year + 1].flatMap((one) => Array.from({ length: 12 }, (_, at) => monthPeriod(one, at + 1))),
  ])
  const done = new Map<string, number>()
  for (const row of rows) {
    const key = `${row.team} ${row.theme}`
    done.set(key, (done.get(key) ?? 0) + row.count)
  }
  const shown = new Set(teams.map((team) => team.id))
  return {
    year,
    thisMonth: today(ctx.clock).slice(0, 7),
    themes,
    teams: teams.map(({ id, name, unit: village, unitName }) => ({ id, name, unit: village, unitName })),
    cells: planCells(year, themes, teams, (team, theme) => done.get(`${team} ${theme}`) ?? 0),
    unlinked: rows
      .filter((row) => row.theme === '' && row.month.startsWith(`${year}-`) && shown.has(row.team))
      .map((row) => ({ team: row.team, month: Number(row.month.slice(5)), count: row.count })),
  }
}

/** The plan of a year by month. */
export function readThemes(ctx: OpenContext, year: number): Grid['themes'] {
  return themesInYear(ctx.db, year)
    .flatMap(({ id, body, month }) => {
      // Another version's record may hold anything: one without a month stands in no column.
      if (month === null || month < 1 || month > 12) return []
      const { theme, target } = themeBody.parse(JSON.parse(body))
      return [{ id, month, theme, target: target ?? USUAL_TARGET }]
    })
    .sort((a, b) => compare(monthText(year, a.month), monthText(year, b.month)))
}

function readTeams(ctx: OpenContext, unit: string | undefined) {
  const units = readUnits(ctx.db)
  const wanted = unit === undefined ? undefined : units.within(unit)
  const places = new Map(units.all.map(({ id }, at) => [id, at]))
  const placeOf = (id: string): number => places.get(id) ?? places.size
  return allTeams(ctx.db)
    .map((team) => ({ ...team, unitName: units.get(team.unit)?.name ?? '' }))
    .filter((team) => wanted === undefined || wanted.has(team.unit))
    .sort((a, b) => placeOf(a.unit) - placeOf(b.unit) || compareNames(a.name, b.name))
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
