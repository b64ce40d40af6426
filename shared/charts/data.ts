import type { Figure } from '../figures/figure'

/** One row of figures in a chart: bars, or a line across them. */
export interface ChartSeries {
  readonly label: string
  /** The Chinese measure word. */
  readonly word: string
  readonly shape: 'bar' | 'line'
  /** One a label. */
  readonly figures: readonly Figure[]
}

/** A chart and its table say the same: labels down, series across; every number is a figure that opens its rows. */
export interface ChartData {
  readonly title: string
  /** What the labels are: 月份, 单位, 宣传专题. */
  readonly by: string
  readonly labels: readonly string[]
  /** What tells the labels apart: two units may have one name. */
  readonly ids: readonly string[]
  readonly series: readonly ChartSeries[]
  /** Bars lie on their side where labels are long words. */
  readonly lying: boolean
  /** Where the numbers end, for shares. */
  readonly most?: number
  /** Figures that stand in the table only: shares beside the counts they come from. */
  readonly beside?: readonly ChartSeries[]
}

type Months = readonly {
  readonly name: string
  readonly label: string
  readonly figures: readonly Figure[]
}[]

const monthNames = Array.from({ length: 12 }, (_, at) => `${at + 1}月`)

/**
 * One measure month by month, the year before as a line.
 * @param months 24 months: those of the year before, then those of the year. @param at the measure's place among the figures
 */
export function byMonth(title: string, year: number, months: Months, at: number): ChartData {
  const own = months.map(({ figures }) => figures[at]).filter((figure) => figure !== undefined)
  const word = own[0]?.word ?? ''
  const before = own.slice(0, 12)
  return {
    title,
    by: '月份',
    labels: monthNames,
    ids: monthNames,
    lying: false,
    series: [
      { label: `${year}年`, word, shape: 'bar', figures: own.slice(12) },
      // A year before anything was logged is no line along the bottom.
      ...(before.some(({ records }) => records > 0)
        ? [{ label: `${year - 1}年`, word, shape: 'line' as const, figures: before }]
        : []),
    ],
  }
}

/** Several measures of one year side by side, month by month; `beside` stand in the table only. */
export function sideBySide(
  title: string,
  months: Months,
  shown: readonly number[],
  beside: readonly number[] = [],
): ChartData {
  const series = (at: number): ChartSeries[] => {
    const figures = months
      .slice(-12)
      .map((month) => month.figures[at])
      .filter((figure) => figure !== undefined)
    const [first] = figures
    return first ? [{ label: first.label, word: first.word, shape: 'bar', figures }] : []
  }
  return {
    title,
    by: '月份',
    labels: monthNames,
    ids: monthNames,
    lying: false,
    series: shown.flatMap(series),
    beside: beside.flatMap(series),
  }
}

/** A share month by month, as a line: months without anything to share out are gaps in it. */
export function shareByMonth(title: string, months: Months, at: number): ChartData {
  const figures = months
    .slice(-12)
    .map((month) => month.figures[at])
    .filter((figure) => figure !== undefined)
  const [first] = figures
  return {
    title,
    by: '月份',
    labels: monthNames,
    ids: monthNames,
    lying: false,
    most: 100,
    series: first ? [{ label: first.label, word: first.word, shape: 'line', figures }] : [],
  }
}

/** What is drawn of a figure; null: nothing, because there was nothing to share out. */
export function drawnValue({ value, parts, text }: Figure): number | null {
  return parts !== undefined && text === '—' ? null : value
}

/**
 * Colours of a chart's series: apart in lightness, so that they stay apart on a black-and-white print; patterns do the
 * rest.
 */
export const seriesColors = ['#123a6d', '#d9953a', '#6f767e'] as const

/** One measure by units or words, in the order they come in: the district's own, never by size. */
export function byName(
  title: string,
  by: string,
  label: string,
  rows: readonly { readonly id: string; readonly label: string; readonly figure: Figure }[],
): ChartData {
  const [first] = rows
  return {
    title,
    by,
    labels: rows.map(({ label }) => label),
    ids: rows.map(({ id }) => id),
    lying: true,
    series: first
      ? [
          {
            label,
            word: first.figure.word,
            shape: 'bar',
            figures: rows.map(({ figure }) => figure),
          },
        ]
      : [],
  }
}

/** Whether there is nothing to draw. */
export function isEmptyChart({ series }: ChartData): boolean {
  return series.every(({ figures }) => figures.every((figure) => (drawnValue(figure) ?? 0) === 0))
}

/** What the chart shows in one sentence, for people who hear the screen. */
export function chartInWords({ title, labels, series }: ChartData): string {
  const said = series.map(({ label, word, figures }) => {
    const total = figures.map((figure, at) => `${labels[at] ?? ''}${figure.text}`)
    return `${label}（${word}）：${total.join('，')}`
  })
  return `${title}。${said.join('。')}`
}
