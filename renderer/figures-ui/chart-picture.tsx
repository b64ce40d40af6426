import { useEffect, useRef } from 'react'
import { type ChartData, chartInWords } from '../../shared/charts/data'
import type { Figure } from '../../shared/figures/figure'
import { usePreferences } from '../ui/preferences'
import type { Scheme } from '../ui/theme'
import { useScheme } from '../ui/use-look'
import { drawInto, drawingHeight, type Pencils } from './draw'

interface ChartPictureProps {
  readonly data: ChartData
  readonly onFigure: (figure: Figure) => void
}

const seriesNames = ['--series1', '--series2', '--series3', '--series4'] as const

/** The window's colours as a canvas takes them: a system's word for a colour is none of its words. */
function pencilsOf(element: HTMLElement, scheme: Scheme): Pencils {
  const resolved = (name: string): string => {
    element.style.color = `var(${name})`
    return getComputedStyle(element).color
  }
  const pencils = {
    ink: resolved('--ink'),
    line: resolved('--line'),
    series: seriesNames.map(resolved),
    // Where the system forces its few colours, bars are told apart by more than those.
    isHatched: scheme === 'forced',
  }
  element.style.color = ''
  return pencils
}

/** The drawing itself; loaded on its own, because echarts is large and the first screen does not wait for it. */
export function ChartPicture({ data, onFigure }: ChartPictureProps) {
  const element = useRef<HTMLDivElement>(null)
  const size = usePreferences(({ typeSize }) => (15 * typeSize) / 100)
  const scheme = useScheme()
  useEffect(() => {
    if (!element.current) return
    // Set here: an element's style attribute is what the page's policy forbids.
    element.current.style.height = `${drawingHeight(data, size)}px`
    return drawInto(element.current, data, size, pencilsOf(element.current, scheme), (series, at) => {
      const figure = data.series[series]?.figures[at]
      if (figure) onFigure(figure)
    })
  }, [data, size, scheme, onFigure])
  return <div ref={element} className="chart" role="img" aria-label={chartInWords(data)} />
}
