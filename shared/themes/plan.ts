import type { ThemeGrid } from './grid'

type Theme = ThemeGrid['themes'][number]
type Cell = ThemeGrid['cells'][number]

/** What the plan says without a number: once. */
export const USUAL_TARGET = 1

/** A team with the days it was founded and dissolved on, as far as they are known. */
export interface PlannedTeam {
  readonly id: string
  readonly foundedOn: string | null
  readonly dissolvedOn: string | null
}

/** One cell for each team and theme of a month in which the team exists, and for what was done all the same. */
export function planCells(
  year: number,
  themes: readonly Theme[],
  teams: readonly PlannedTeam[],
  doneBy: (team: string, theme: string) => number,
): Cell[] {
  return teams.flatMap((team) =>
    themes.flatMap(({ id, month, target }) => {
      const done = doneBy(team.id, id)
      const planned = existsIn(team, monthText(year, month)) ? target : 0
      return planned > 0 || done > 0 ? [{ team: team.id, theme: id, planned, done }] : []
    }),
  )
}

/** How many are missing: only of a month that is over or running. */
export function missingOf(cell: Cell, theme: Theme, grid: Pick<ThemeGrid, 'year' | 'thisMonth'>): number {
  return monthText(grid.year, theme.month) > grid.thisMonth ? 0 : Math.max(0, cell.planned - cell.done)
}

/** What a cell says: 「已办 1 场」, 「计划 1 场」, 「已办 1 场,缺 1 场」; nothing is called late that is not. */
export function planCellText(cell: Cell, theme: Theme, grid: Pick<ThemeGrid, 'year' | 'thisMonth'>): string {
  const missing = missingOf(cell, theme, grid)
  const left = Math.max(0, cell.planned - cell.done)
  return [
    ...(cell.done > 0 ? [`已办 ${cell.done} 场`] : []),
    ...(missing > 0 ? [`缺 ${missing} 场`] : []),
    ...(missing === 0 && left > 0 ? [`计划 ${left} 场`] : []),
  ].join('，')
}

/** `YYYY-MM`. */
export function monthText(year: number, month: number): string {
  return `${year}-${String(month).padStart(2, '0')}`
}

function existsIn({ foundedOn, dissolvedOn }: PlannedTeam, month: string): boolean {
  return (
    (foundedOn === null || foundedOn.slice(0, 7) <= month) &&
    (dissolvedOn === null || dissolvedOn.slice(0, 7) >= month)
  )
}
