import { useCallback, useMemo, useState } from 'react'
import { byMonth } from '../../../shared/charts/data'
import type { Output } from '../../../shared/contract'
import type { Figure } from '../../../shared/figures/figure'
import { useCall } from '../../engine/use-call'
import { ChartSection } from '../../figures-ui/chart-section'
import { FigureDrawer } from '../../figures-ui/figure-drawer'
import { Section } from '../../ui/page'

type Overview = Output<'home.overview'>

/** The month so far, and how the year went month by month; every number opens its records. */
export function MonthFigures({ overview }: { overview: Overview }) {
  const [figure, setFigure] = useState<Figure | null>(null)
  const open = useCallback((chosen: Figure) => setFigure(chosen), [])
  const { period, label, figures } = overview
  return (
    <div className="home-figures">
      <Section title={`${label}至今`}>
        <dl className="figures">
          {figures.map((one) => (
            <div key={one.id} className="figure">
              <dt>{one.label}</dt>
              <dd>
                <Amount figure={one} onOpen={open} /> {one.word}
              </dd>
            </div>
          ))}
        </dl>
      </Section>
      <YearChart year={Number(period.slice(0, 4))} onFigure={open} />
      {figure && <FigureDrawer figure={figure} frozen={false} onClose={() => setFigure(null)} />}
    </div>
  )
}

function Amount({ figure, onOpen }: { figure: Figure; onOpen: (figure: Figure) => void }) {
  const number = <strong>{figure.value.toLocaleString('zh-CN')}</strong>
  if (figure.records === 0) return number
  return (
    <button
      type="button"
      className="figure-link"
      aria-label={`${figure.label}${figure.text}${figure.word}：看组成记录`}
      onClick={() => onOpen(figure)}
    >
      {number}
    </button>
  )
}

function YearChart({ year, onFigure }: { year: number; onFigure: (figure: Figure) => void }) {
  const { data } = useCall('reports.series', {
    measures: ['events'],
    from: String(year - 1),
    to: String(year),
  })
  const chart = useMemo(() => data && byMonth('开展普法活动：各月', year, data.periods, 0), [data, year])
  return chart ? <ChartSection data={chart} onFigure={onFigure} /> : null
}
