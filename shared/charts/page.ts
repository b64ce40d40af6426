import { escapeHtml } from '../paper/print-style'
import { type ChartData, isEmptyChart } from './data'

/** Rules for the printed charts beside the reports' own: A4 upright, a chart never torn from its table. */
export const CHARTS_CSS = `
@page{size:A4;margin:18mm 16mm}
.charts{font:10.5pt/1.5 "宋体","SimSun","STSong","Noto Serif CJK SC",serif}
.charts h1{margin:0 0 4mm;font-size:18pt;text-align:center}
.charts h2{margin:0 0 2mm;font-size:12pt}
.charts section{break-inside:avoid;margin:0 0 7mm}
.charts img{display:block;width:100%}
.charts table{width:100%;border-collapse:collapse}
.charts th,.charts td{padding:0.5mm 1.5mm;border:0.5pt solid #000;text-align:right;font-variant-numeric:tabular-nums}
.charts th:first-child{text-align:left;font-weight:400}
.charts thead th{text-align:center;font-weight:700}
.charts thead{display:table-header-group}
.charts .note{text-align:right}
.charts .watermark{position:fixed;z-index:-1}
`

export interface ChartsPage {
  readonly title: string
  /** What stands under the title: the unit and the day. */
  readonly note: string
  /** Pale across every page; absent: none. */
  readonly watermark?: string | undefined
  readonly charts: readonly {
    readonly data: ChartData
    /** The drawing as an SVG file's text. */
    readonly svg: string
  }[]
}

/** The charts of a year as a page to print, each with its table. */
export function chartsMarkup({ title, note, watermark, charts }: ChartsPage): string {
  const parts = charts.map(({ data, svg }) => {
    const picture = isEmptyChart(data)
      ? '<p>没有数据。</p>'
      : `<img alt="" src="data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg).replaceAll("'", '%27')}">`
    return `<section><h2>${escapeHtml(data.title)}</h2>${picture}${tableMarkup(data)}</section>`
  })
  // Fixed: the browser repeats it on every sheet of paper.
  const across =
    watermark === undefined ? '' : `<div class="watermark" aria-hidden="true">${escapeHtml(watermark)}</div>`
  return `<div class="charts">${across}<h1>${escapeHtml(title)}</h1>${parts.join('')}<p class="note">${escapeHtml(note)}</p></div>`
}

function tableMarkup({ by, labels, series, beside = [] }: ChartData): string {
  const columns = [...series, ...beside]
  const head = columns.map(({ label, word }) => `<th>${escapeHtml(`${label}（${word}）`)}</th>`)
  const rows = labels.map((label, at) => {
    const cells = columns.map(({ figures }) => `<td>${escapeHtml(figures[at]?.text ?? '')}</td>`)
    return `<tr><th>${escapeHtml(label)}</th>${cells.join('')}</tr>`
  })
  return `<table><thead><tr><th>${escapeHtml(by)}</th>${head.join('')}</tr></thead><tbody>${rows.join('')}</tbody></table>`
}
