import { Button } from 'antd'
import { useState } from 'react'
import { type ChartData, isEmptyChart } from '../../shared/charts/data'
import type { Figure } from '../../shared/figures/figure'
import { loadedLater } from '../ui/loaded-later'
import { Section } from '../ui/page'
import { ChartTable } from './chart-table'

const ChartPicture = loadedLater(async () => (await import('./chart-picture')).ChartPicture, {
  meanwhile: <p className="nothing">正在绘图……</p>,
})

interface ChartSectionProps {
  readonly data: ChartData
  readonly onFigure: (figure: Figure) => void
}

/** A chart that is also a table. */
export function ChartSection({ data, onFigure }: ChartSectionProps) {
  const [asTable, setAsTable] = useState(false)
  return (
    <Section
      title={data.title}
      extra={
        <Button aria-pressed={asTable} onClick={() => setAsTable((before) => !before)}>
          {asTable ? '查看图形' : '查看表格'}
        </Button>
      }
    >
      <ChartBody data={data} onFigure={onFigure} asTable={asTable} />
    </Section>
  )
}

function ChartBody({ data, onFigure, asTable }: ChartSectionProps & { readonly asTable: boolean }) {
  if (asTable) return <ChartTable data={data} onFigure={onFigure} />
  if (isEmptyChart(data)) return <p className="nothing">这一年没有数据。</p>
  return <ChartPicture data={data} onFigure={onFigure} />
}
