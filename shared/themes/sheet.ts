import { marksOf } from '../paper/marks'
import type { PaperNumber } from '../paper/paper-number'
import { filledBy, type Sheet, type SheetColumn, signers, textCell } from '../paper/sheet/model'
import { printedText, type Variant } from '../privacy/variant'
import type { ThemeGrid } from './grid'
import { planCellText } from './plan'

const months = Array.from({ length: 12 }, (_, at) => at + 1)

export interface ThemePlan {
  readonly grid: ThemeGrid
  readonly unitName: string
  /** The day it is printed, `YYYY-MM-DD`. */
  readonly date: string
  readonly variant: Variant
  /** Its row in the audit log; absent: a preview. */
  readonly audit?: PaperNumber
  /** Whether the district marks what goes up. */
  readonly marked?: boolean
}

/** The year's plan on A4 across: teams down, months across with their themes at the head. */
export function themeSheet({ grid, unitName, date, variant, audit, marked }: ThemePlan): Sheet {
  const told = (text: string): string => printedText(text, variant)
  const column = (label: string): SheetColumn => ({ label, width: 5, align: 'left', format: 'text' })
  const month = (number: number): SheetColumn => {
    const names = grid.themes.filter((theme) => theme.month === number).map(({ theme }) => told(theme))
    return { ...column([`${number}月`, ...names].join('\n')), align: 'center', toWrite: true }
  }
  return {
    title: `${unitName}${grid.year}年月度主题普法计划`,
    orientation: 'landscape',
    ...filledBy(unitName, date),
    columns: [column('村（社区）'), column('小分队'), ...months.map(month)],
    rows: grid.teams.map((team) => ({
      role: 'plain',
      cells: [
        team.unitName,
        told(team.name),
        ...months.map((at) => linesOfMonth(grid, team.id, at).map(told).join('\n')),
      ].map(textCell),
    })),
    signers,
    ...marksOf(variant, audit, marked),
  }
}

/** What stands in the cell of a team and a month, one line a theme; with several themes each says its name. */
export function linesOfMonth(grid: ThemeGrid, team: string, month: number): string[] {
  const themes = grid.themes.filter((theme) => theme.month === month)
  return themes.flatMap((theme) => {
    const cell = grid.cells.find((one) => one.team === team && one.theme === theme.id)
    const text = cell ? planCellText(cell, theme, grid) : ''
    if (text === '') return []
    return [themes.length > 1 ? `${theme.theme}：${text}` : text]
  })
}
