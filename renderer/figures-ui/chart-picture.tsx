import { useEffect, useRef } from 'react'
import { type ChartData, chartInWords } from '../../shared/charts/data'
import type { Figure } from '../../shared/figures/figure'
import { usePreferences } from '../ui/preferences'
import { drawInto, drawingHeight } from './draw'

interface ChartPictureProps {
  readonly data: ChartData
  readonly onFigure: (figure: Figure) => void
}

/** The drawing itself; loaded on its own, because echarts is large and the first screen does not wait for it. */
export function ChartPicture({ data, onFigure }: ChartPictureProps) {
  const element = useRef<HTMLDivElement>(null)
  const size = usePreferences(({ typeSize }) => (16 * typeSize) / 100)
  useEffect(() => {
    if (!element.current) return
    // Set here: an element's style attribute is what the page's policy forbids.
    element.current.style.height = `${drawingHeight(data, size)}px`
    return drawInto(element.current, data, size, (series, at) => {
      const figure = data.series[series]?.figures[at]
      if (figure) onFigure(figure)
    })
  }, [data, size, onFigure])
  return <div ref={element} className="chart" role="img" aria-label={chartInWords(data)} />
}
