import { overPage } from '../paper/markup'
import { escapeHtml } from '../paper/print-style'
import { type ChartData, isEmptyChart } from './data'
import { chartPaper, saysItsNumbers } from './place'

/** Rules for the printed charts beside the reports' own: A4 upright, every chart whole, with its table where it needs one. */
export const CHARTS_CSS = `
.charts{font:10.5pt/1.5 "宋体","SimSun","STSong","Noto Serif CJK SC",serif;letter-spacing:0}
.charts .inside{position:absolute;top:16mm;left:16mm;width:${chartPaper.width}mm;height:${chartPaper.room}mm;overflow:hidden}
.charts h1{margin:0;height:${chartPaper.title}mm;font-size:18pt;line-height:8mm;text-align:center}
.charts h2{margin:0;height:${chartPaper.head}mm;font-size:12pt;line-height:7mm}
.charts section{margin:0 0 ${chartPaper.gap}mm}
.charts img{display:block;width:100%}
.charts table{width:100%;border-collapse:collapse;table-layout:fixed;margin-top:2mm}
.charts tr{height:${chartPaper.tableRow}mm}
.charts th,.charts td{box-sizing:border-box;padding:0 1mm;border:0.5pt solid #000;font-size:9pt;line-height:1;font-weight:400;text-align:center;white-space:nowrap;overflow:hidden;font-variant-numeric:tabular-nums}
.charts th:first-child{width:38mm;text-align:left}
.charts .bottom{position:absolute;left:16mm;right:16mm;bottom:9mm;display:flex;justify-content:space-between;font-size:9pt;line-height:12pt}
`

export interface ChartsPage {
  readonly title: string
  /** At the foot of every page: the unit and the day. */
  readonly note: string
  /** Pale across every page; absent: none. */
  readonly watermark?: string | undefined
  /** A small line at the head of every page; absent: none. */
  readonly header?: string | undefined
  /** Page by page, as `placeCharts` shares them out. */
  readonly pages: readonly (readonly {
    readonly data: ChartData
    /** The drawing as an SVG file's text. */
    readonly svg: string
  }[])[]
}

/** The charts of a year as pages to print, each chart whole. */
export function chartsMarkup({ title, note, pages, ...over }: ChartsPage): string {
  return pages
    .map((charts, at) => {
      const head = at === 0 ? `<h1>${escapeHtml(title)}</h1>` : ''
      const parts = charts.map(({ data, svg }) => {
        const picture = isEmptyChart(data)
          ? '<p>没有数据。</p>'
          : `<img alt="" src="data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg).replaceAll("'", '%27')}">`
        return `<section><h2>${escapeHtml(data.title)}</h2>${picture}${tableMarkup(data)}</section>`
      })
      return (
        `<section class="page charts" lang="zh-CN" aria-label="第${at + 1}页">${overPage(over)}<div class="inside">${head}${parts.join('')}</div>` +
        `<div class="bottom"><span>${escapeHtml(note)}</span><span>第${at + 1}页 共${pages.length}页</span></div></section>`
      )
    })
    .join('\n')
}

/** The numbers of a chart over time, a line a series: the labels run across as they do under the drawing. */
function tableMarkup(data: ChartData): string {
  if (saysItsNumbers(data)) return ''
  const { by, labels, series, beside = [] } = data
  const head = labels.map((label) => `<th>${escapeHtml(label)}</th>`)
  const rows = [...series, ...beside].map(({ label, word, figures }) => {
    const cells = figures.map(({ text }) => `<td>${escapeHtml(text)}</td>`)
    return `<tr><th>${escapeHtml(`${label}（${word}）`)}</th>${cells.join('')}</tr>`
  })
  return `<table><thead><tr><th>${escapeHtml(by)}</th>${head.join('')}</tr></thead><tbody>${rows.join('')}</tbody></table>`
}
