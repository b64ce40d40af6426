import { useCallback, useMemo, useState } from 'react'
import { changeFrom, changeInTable } from '../../../shared/figures/change'
import type { Figure } from '../../../shared/figures/figure'
import { useCall } from '../../engine/use-call'
import { loadedLater } from '../../ui/loaded-later'
import { Section } from '../../ui/page'
import { TableScroll } from '../../ui/table-scroll'
import { Sparkline } from './sparkline'

/** Nobody has clicked on a number when the page comes, and its drawer is a large part. */
const FigureDrawer = loadedLater(async () => (await import('../../figures-ui/figure-drawer')).FigureDrawer, {
  meanwhile: null,
})

/** Of a month: what is said first. */
const shown = ['events', 'sessions', 'attendance', 'leaflets', 'questions', 'households'] as const

/** The month so far beside the one before, and how the year went; every number opens its records. */
export function MonthFigures({ period, label }: { period: string; label: string }) {
  const [figure, setFigure] = useState<Figure | null>(null)
  const open = useCallback((chosen: Figure) => setFigure(chosen), [])
  const from = useMemo(() => yearBack(period), [period])
  const { data } = useCall('reports.series', { measures: [...shown], from, to: period })
  const lines = useMemo(() => linesOf(data?.periods ?? []), [data])
  return (
    <Section title={`${label}至今`}>
      <TableScroll label={`${label}至今`}>
        <table className="month-table">
          <thead>
            <tr>
              <th scope="col">统计项</th>
              <th scope="col" className="number">
                本月
              </th>
              <th scope="col" className="number">
                上月
              </th>
              <th scope="col" className="number">
                比上月
              </th>
              <th scope="col">一年走势</th>
            </tr>
          </thead>
          <tbody>
            {lines.map(({ now, before, values }) => (
              <tr key={now.id}>
                <th scope="row">
                  {now.label}
                  <span className="cell-unit">{now.word}</span>
                </th>
                <td className="number">
                  <Amount figure={now} onOpen={open} />
                </td>
                <td className="number">{before ? before.value.toLocaleString('zh-CN') : ''}</td>
                <td className="number">
                  {before && changeInTable(changeFrom(before.value, now.value), '上月')}
                </td>
                <td>
                  <Sparkline values={values} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </TableScroll>
      {figure && <FigureDrawer figure={figure} frozen={false} from="首页" onClose={() => setFigure(null)} />}
    </Section>
  )
}

/** The same month a year ago, `YYYY-MM`. */
function yearBack(period: string): string {
  return `${Number(period.slice(0, 4)) - 1}${period.slice(4)}`
}

interface Line {
  readonly now: Figure
  readonly before: Figure | undefined
  readonly values: readonly number[]
}

function linesOf(periods: readonly { readonly figures: readonly Figure[] }[]): readonly Line[] {
  const now = periods.at(-1)?.figures ?? []
  return now.map((figure, at) => ({
    now: figure,
    before: periods.at(-2)?.figures[at],
    values: periods.map(({ figures }) => figures[at]?.value ?? 0),
  }))
}

function Amount({ figure, onOpen }: { figure: Figure; onOpen: (figure: Figure) => void }) {
  const text = figure.value.toLocaleString('zh-CN')
  const number = <strong>{text}</strong>
  if (figure.records === 0) return number
  return (
    <button
      type="button"
      className="figure-link"
      aria-label={`${figure.label}${text}${figure.word}：看组成记录`}
      onClick={() => onOpen(figure)}
    >
      {number}
    </button>
  )
}
