import { BarChart, LineChart } from 'echarts/charts'
import { AriaComponent, GridComponent, LegendComponent, TooltipComponent } from 'echarts/components'
import { type EChartsCoreOption, init, use } from 'echarts/core'
import { CanvasRenderer, SVGRenderer } from 'echarts/renderers'
import { type ChartData, chartInWords, drawnValue, seriesColors } from '../../shared/charts/data'
import { drawnWidth, type PlacedChart } from '../../shared/charts/place'
import { schemes } from '../ui/theme'

use([
  BarChart,
  LineChart,
  AriaComponent,
  GridComponent,
  LegendComponent,
  TooltipComponent,
  CanvasRenderer,
  SVGRenderer,
])

/** What a drawing is drawn with: on paper hatched, so that a copier tells its bars apart. */
export interface Pencils {
  readonly ink: string
  readonly line: string
  readonly series: readonly string[]
  readonly isHatched: boolean
}

const onPaper: Pencils = {
  ink: schemes.light.sheetInk,
  line: schemes.light.sheetEdge,
  series: seriesColors,
  isHatched: true,
}

/** What echarts draws of a chart; `size` is the type in px. */
export function optionOf(data: ChartData, size: number, pencils: Pencils): EChartsCoreOption {
  const { ink, line, series, isHatched } = pencils
  const text = { color: ink, fontSize: size }
  const names = {
    type: 'category',
    data: [...data.labels],
    axisLabel: { ...text, interval: 0 },
    axisTick: { alignWithLabel: true },
    axisLine: { lineStyle: { color: line } },
    // From the top down, as the table reads.
    ...(data.lying && { inverse: true }),
  }
  const isAlone = data.series.filter(({ shape }) => shape === 'bar').length === 1
  const numbers = {
    type: 'value',
    minInterval: 1,
    axisLabel: text,
    splitNumber: 4,
    splitLine: { lineStyle: { color: line } },
    ...(data.most !== undefined && { max: data.most }),
  }
  return {
    animation: false,
    color: [...series],
    textStyle: { fontFamily: 'inherit', ...text },
    aria: { enabled: true, label: { description: chartInWords(data) }, decal: { show: isHatched } },
    tooltip: {
      trigger: 'axis',
      renderMode: 'richText',
      axisPointer: { type: 'shadow' },
      textStyle: { fontSize: size },
    },
    legend: data.series.length > 1 ? { top: 0, textStyle: text, selectedMode: false } : { show: false },
    grid: {
      left: 8,
      right: data.lying ? size * 3 : 8,
      top: data.series.length > 1 ? size * 2.5 : size,
      bottom: 8,
      containLabel: true,
    },
    xAxis: data.lying ? numbers : names,
    yAxis: data.lying ? names : numbers,
    series: data.series.map(({ label, shape, figures }) => ({
      name: label,
      type: shape,
      data: figures.map(drawnValue),
      barMaxWidth: size * 2,
      // Beside another bar a number has no room: the table says it.
      ...(shape === 'bar' && {
        label: { show: isAlone, position: data.lying ? 'right' : 'top', ...text, fontSize: size * 0.85 },
      }),
      ...(shape === 'line' && { symbolSize: size / 2, lineStyle: { type: 'dashed', width: 2 } }),
    })),
  }
}

/** How tall a drawing wants to be, in px. */
export function drawingHeight(data: ChartData, size: number): number {
  return data.lying ? Math.max(size * 8, data.labels.length * size * 1.9 + size * 3) : size * 18
}

/** The drawing as the text of an SVG file, for paper. */
export function drawnAsSvg({ data, size, height }: PlacedChart): string {
  const chart = init(null, null, { renderer: 'svg', ssr: true, width: drawnWidth, height })
  try {
    const option = optionOf(data, size, onPaper)
    const textStyle = { fontFamily: 'sans-serif', color: onPaper.ink, fontSize: size }
    chart.setOption({ ...option, textStyle })
    return chart.renderToSVGString()
  } finally {
    chart.dispose()
  }
}

/** Draws into an element and follows its size. @returns what takes the drawing away */
export function drawInto(
  element: HTMLElement,
  data: ChartData,
  size: number,
  pencils: Pencils,
  onPoint: (series: number, at: number) => void,
): () => void {
  const chart = init(element, null, { renderer: 'canvas' })
  const fontFamily = getComputedStyle(element).fontFamily
  chart.setOption({
    ...optionOf(data, size, pencils),
    textStyle: { fontFamily, color: pencils.ink, fontSize: size },
  })
  chart.on('click', ({ seriesIndex, dataIndex }) => {
    if (seriesIndex !== undefined) onPoint(seriesIndex, dataIndex)
  })
  const watcher = new ResizeObserver(() => chart.resize())
  watcher.observe(element)
  return () => {
    watcher.disconnect()
    chart.dispose()
  }
}
