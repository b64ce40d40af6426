import type { ChartData } from './data'

/** A printed drawing is made so many px wide and scaled to the width of the page's contents. */
export const drawnWidth = 880

/** A4 upright between its margins, millimetres; the heights are what the style sheet gives each part. */
export const chartPaper = { width: 178, room: 250, title: 12, head: 8, gap: 5, tableRow: 6 } as const

/** The type of drawings on paper, px of a drawing: smaller ones only where two pages would not hold all charts. */
const sizes: readonly [number, ...number[]] = [15, 13, 11, 9.5]
const mostPages = 2

/** A chart on its page: the type in it and its height, both in px of a drawing of `drawnWidth`. */
export interface PlacedChart {
  readonly data: ChartData
  readonly size: number
  readonly height: number
}

/** Shares the charts out among pages, in their order, and never tears one. Two pages hold the usual ones. */
export function placeCharts(charts: readonly ChartData[]): readonly (readonly PlacedChart[])[] {
  let pages: PlacedChart[][] = []
  for (const size of sizes) {
    pages = pagesAt(charts, size)
    if (pages.length <= mostPages) return pages
  }
  return pages
}

/** Whether a chart's numbers stand at its bars, so that no table need repeat them. */
export function saysItsNumbers({ lying, series, beside = [] }: ChartData): boolean {
  return lying && series.length === 1 && beside.length === 0
}

function pagesAt(charts: readonly ChartData[], size: number): PlacedChart[][] {
  const pages: PlacedChart[][] = [[]]
  let used: number = chartPaper.title
  for (const data of charts) {
    const placed = { data, size: data.lying ? size : sizes[0], height: heightOf(data, size) }
    const needed = millimetres(placed)
    if (used + needed > chartPaper.room && (pages.at(-1)?.length ?? 0) > 0) {
      pages.push([])
      used = 0
    }
    pages.at(-1)?.push(placed)
    used += needed
  }
  return pages
}

/** Lying bars take a line each; months stand in a drawing of one height. */
function heightOf(data: ChartData, size: number): number {
  return data.lying ? Math.max(8 * size, Math.ceil(data.labels.length * size * 1.35 + size * 3)) : 200
}

/** What a chart takes of a page with its heading and its table. */
export function millimetres({ data, height }: PlacedChart): number {
  const rows = saysItsNumbers(data) ? 0 : 1 + data.series.length + (data.beside ?? []).length
  return (
    chartPaper.head +
    (height * chartPaper.width) / drawnWidth +
    rows * chartPaper.tableRow +
    (rows > 0 ? 2 : 0) +
    chartPaper.gap
  )
}
