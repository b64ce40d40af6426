import { activity } from '../../../shared/kinds/activity'
import { courtyardSession } from '../../../shared/kinds/courtyard-session'
import { monthlyTheme } from '../../../shared/kinds/monthly-theme'
import type { ThemeGrid } from '../../../shared/themes/grid'
import { missingOf, monthText, planCellText } from '../../../shared/themes/plan'
import { useMayWrite } from '../../kinds-ui/use-record-writes'
import { editPath, filledPath } from '../../paths'
import { TableScroll } from '../../ui/table-scroll'

const months = Array.from({ length: 12 }, (_, at) => at + 1)

/** Teams down, months across; what is not yet done leads to the form that logs it. */
export function ThemeTable({ grid }: { grid: ThemeGrid }) {
  const mayPlan = useMayWrite(monthlyTheme)
  return (
    <TableScroll label="主题计划">
      <table className="plain themes">
        <thead>
          <tr>
            <th scope="col">小分队</th>
            {months.map((month) => (
              <th scope="col" key={month}>
                {month}月
                {themesIn(grid, month).map(({ id, theme }) => (
                  <span className="theme-name" key={id}>
                    {mayPlan ? (
                      <a
                        className="inline-link"
                        href={`#${editPath(monthlyTheme, id)}`}
                        aria-label={`修改${month}月主题：${theme}`}
                      >
                        {theme}
                      </a>
                    ) : (
                      theme
                    )}
                  </span>
                ))}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {grid.teams.map((team) => (
            <tr key={team.id}>
              <th scope="row">
                <span className="theme-name">{team.unitName}</span>
                {team.name}
              </th>
              {months.map((month) => (
                <td key={month}>
                  <MonthCell grid={grid} team={team} month={month} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {grid.unlinked.length > 0 && <p className="help">“另 × 场”：当月已开展、但未注明月度主题的活动。</p>}
    </TableScroll>
  )
}

type Team = ThemeGrid['teams'][number]

const themesIn = (grid: ThemeGrid, month: number): ThemeGrid['themes'] =>
  grid.themes.filter((theme) => theme.month === month)

function MonthCell({ grid, team, month }: { grid: ThemeGrid; team: Team; month: number }) {
  const themes = themesIn(grid, month)
  const unlinked = grid.unlinked.find((one) => one.team === team.id && one.month === month)
  return (
    <>
      {themes.map((theme) => {
        const cell = grid.cells.find((one) => one.team === team.id && one.theme === theme.id)
        return (
          cell && (
            <p key={theme.id}>
              {themes.length > 1 && <span className="theme-name">{theme.theme}</span>}
              <CellWords grid={grid} team={team} theme={theme} cell={cell} />
            </p>
          )
        )
      })}
      {themes.length > 0 && unlinked && <p className="help">另 {unlinked.count} 场</p>}
    </>
  )
}

interface CellWordsProps {
  readonly grid: ThemeGrid
  readonly team: Team
  readonly theme: ThemeGrid['themes'][number]
  readonly cell: ThemeGrid['cells'][number]
}

function CellWords({ grid, team, theme, cell }: CellWordsProps) {
  const mayWrite = useMayWrite(activity)
  const words = planCellText(cell, theme, grid)
  const lines = words.split('，').map((line) => (
    <span className="theme-line" key={line}>
      {line}
    </span>
  ))
  if (!mayWrite || cell.done >= cell.planned) return lines
  const isOver = monthText(grid.year, theme.month) !== grid.thisMonth
  const filled = {
    team: team.id,
    unit: team.unit,
    monthlyTheme: theme.id,
    // What another month held was not held today.
    ...(isOver && { date: '' }),
  }
  const what = missingOf(cell, theme, grid) > 0 ? '补登' : '登记'
  const named = `${team.unitName}${team.name}${theme.month}月的`
  return (
    <>
      <a
        className="inline-link"
        href={`#${filledPath(activity, { ...filled, theme: theme.theme })}`}
        aria-label={`${what}${named}活动：${words}`}
      >
        {lines}
      </a>
      <a
        className="inline-link theme-session"
        href={`#${filledPath(courtyardSession, { ...filled, agenda: theme.theme })}`}
        aria-label={`${what}${named}院坝会`}
      >
        院坝会
      </a>
    </>
  )
}
