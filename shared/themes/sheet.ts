import type { ThemeGrid } from '../contract/themes'
import { escapeHtml } from '../reports/print-style'
import { cellText } from './plan'

const months = Array.from({ length: 12 }, (_, at) => at + 1)

/** Rules for the sheet beside the reports' own: A4 across. */
export const SHEET_CSS = `
@page{size:A4 landscape;margin:12mm}
.sheet{font-family:"FangSong","STFangsong","Noto Serif CJK SC",serif;font-size:9pt;line-height:1.35}
.sheet h1{margin:0 0 4mm;font-size:16pt;text-align:center}
.sheet table{width:100%;border-collapse:collapse;table-layout:fixed}
.sheet th,.sheet td{padding:1mm;border:0.5pt solid #000;vertical-align:top;text-align:left;overflow-wrap:anywhere}
.sheet thead{display:table-header-group}
.sheet tr{break-inside:avoid}
.sheet .team{width:30mm}
`

/** The year's plan as a table for paper: teams down, months across. */
export function themeSheet(
  grid: ThemeGrid,
  unitName: string,
): { readonly title: string; readonly markup: string } {
  const title = `${unitName}${grid.year}年月度主题普法计划`
  const head = months.map((month) => {
    const names = grid.themes.filter((theme) => theme.month === month).map(({ theme }) => theme)
    return `<th>${month}月<br>${names.map(escapeHtml).join('<br>')}</th>`
  })
  const rows = grid.teams.map(
    (team) =>
      `<tr><th>${escapeHtml(team.unitName)}<br>${escapeHtml(team.name)}</th>${months
        .map((month) => `<td>${linesOf(grid, team.id, month).map(escapeHtml).join('<br>')}</td>`)
        .join('')}</tr>`,
  )
  return {
    title,
    markup: `<div class="sheet"><h1>${escapeHtml(title)}</h1><table><thead><tr><th class="team">小分队</th>${head.join(
      '',
    )}</tr></thead><tbody>${rows.join('')}</tbody></table></div>`,
  }
}

/** What stands in the cell of a team and a month, one line a theme; with several themes each says its name. */
export function linesOf(grid: ThemeGrid, team: string, month: number): string[] {
  const themes = grid.themes.filter((theme) => theme.month === month)
  return themes.flatMap((theme) => {
    const cell = grid.cells.find((one) => one.team === team && one.theme === theme.id)
    const text = cell ? cellText(cell, theme, grid) : ''
    if (text === '') return []
    return [themes.length > 1 ? `${theme.theme}:${text}` : text]
  })
}
