import {
  type LaidItem,
  type LaidLine,
  type LaidPage,
  type LaidPicture,
  type LaidTableRow,
  type LineStyle,
  pictureHalves,
} from './layout'
import type { LinePart, WrappedLine } from './line-breaking'
import { escapeHtml } from './print-style'

const headingLevels: Partial<Record<LineStyle, number>> = { title: 1, h1: 2, h2: 3, h3: 4 }

/**
 * Laid-out pages as HTML for `PRINT_CSS`: escaped text and classes only, no inline style, no script. A number that came
 * from a figure is a button that carries the figure's id in `data-figure`. `marks` stand beside the text on every page.
 */
export function pagesMarkup(pages: readonly LaidPage[], marks?: PageMarks): string {
  const stamp = marks === undefined ? '' : `<div class="stamp">${escapeHtml(marks.note)}</div>`
  const across = marks === undefined ? '' : overPage(marks)
  return pages
    .map((laid) => page(laid, `<div class="pageno">— ${laid.number} —</div>${stamp}`, across))
    .join('\n')
}

/** What stands on every page beside its text. */
export interface PageMarks {
  /** At the foot, left. */
  readonly note: string
  /** Pale across the page. */
  readonly watermark?: string
  /** A small line at the head. */
  readonly header?: string
}

export interface FormMarks extends PageMarks {
  /** Tells the pages of one form from those of others in the same job, for screen readers. */
  readonly name: string
  /** Bound into a file, the number of its first page there; null: a page without a number. */
  readonly from?: number | null
}

/** Pages of a form instead of a report: 「第1页 共2页」 at their foot, or 「第5页」 where they are numbered through. */
export function formPagesMarkup(
  pages: readonly LaidPage[],
  { name, note, from, ...marks }: FormMarks,
): string {
  const across = overPage(marks)
  const numberOf = ({ number }: LaidPage): string =>
    from === null ? '' : from === undefined ? `第${number}页 共${pages.length}页` : `第${from + number - 1}页`
  return pages
    .map((laid) => ({ ...laid, number: laid.number + (from ?? 1) - 1, foot: numberOf(laid) }))
    .map(({ foot, ...laid }) =>
      page(
        laid,
        `<div class="foot"><span>${escapeHtml(note)}</span><span>${foot}</span></div>`,
        across,
        `${name} `,
      ),
    )
    .join('\n')
}

interface OverPage {
  readonly watermark?: string | undefined
  readonly header?: string | undefined
}

/** The pale words across a page and the line at its head; nothing for none. */
export function overPage({ watermark, header }: OverPage): string {
  const across =
    watermark === undefined ? '' : `<div class="watermark" aria-hidden="true">${escapeHtml(watermark)}</div>`
  return header === undefined ? across : `${across}<div class="headline">${escapeHtml(header)}</div>`
}

const betweenPages = '\n<section '

/** The first pages of a job: what a preview shows of a very long one. */
export function firstPages(markup: string, count: number): string {
  return markup.split(betweenPages, count).join(betweenPages)
}

function page(laid: LaidPage, foot: string, across = '', name = ''): string {
  const side = laid.number % 2 === 1 ? 'odd' : 'even'
  return (
    `<section class="page ${side}" lang="zh-CN" aria-label="${escapeHtml(name)}第${laid.number}页">${across}<div class="area">` +
    `${items(laid.items)}</div>${foot}</section>`
  )
}

function items(laid: readonly LaidItem[]): string {
  let html = ''
  for (let at = 0; at < laid.length; ) {
    const item = laid[at]
    if (item?.type === 'row') {
      const rows = rowsOfTable(laid, at, item.table)
      html += `<div role="table" aria-label="${escapeHtml(item.caption)}">${rows.map(row).join('')}</div>`
      at += rows.length
    } else {
      if (item) html += item.type === 'picture' ? picture(item) : line(item)
      at++
    }
  }
  return html
}

function rowsOfTable(laid: readonly LaidItem[], from: number, table: number): LaidTableRow[] {
  const rows: LaidTableRow[] = []
  for (const item of laid.slice(from)) {
    if (item.type !== 'row' || item.table !== table) break
    rows.push(item)
  }
  return rows
}

function picture({ picture: { says, source }, top }: LaidPicture): string {
  return `<img class="shot at${top} tall${pictureHalves}" alt="${escapeHtml(says)}" src="${escapeHtml(source)}">`
}

function line(laid: LaidLine): string {
  const place = `at${laid.top}${laid.indent > 0 ? ` in${laid.indent}` : ''}`
  const style = laid.style === 'body' ? '' : ` ${laid.style}`
  const level = headingLevels[laid.style]
  const role = laid.first && level !== undefined ? ` role="heading" aria-level="${level}"` : ''
  return `<div class="line${style} ${place}"${role}>${segments(laid.text)}</div>`
}

function row(laid: LaidTableRow): string {
  const cells = laid.row.cells.map((cell) => {
    const role = laid.row.role === 'head' ? 'columnheader' : cell.label ? 'rowheader' : 'cell'
    const texts = cell.lines.map((text) => `<span class="text">${segments(text)}</span>`).join('')
    return `<div role="${role}" class="cell ${cell.align}${cell.label ? ' label' : ''} k${cell.width}">${texts}</div>`
  })
  return `<div role="row" class="row ${laid.row.role} at${step(laid.top)} tall${step(laid.row.height)}">${cells.join('')}</div>`
}

/** A number of half lines as the stylesheet's classes name it: `12`, and `12h` for 12½. */
function step(halves: number): string {
  return Number.isInteger(halves) ? String(halves) : `${Math.floor(halves)}h`
}

/** One line of text: figures as buttons, what a font could draw wider or narrower in boxes of its grid width. */
export function segments({ segments: parts }: WrappedLine): string {
  let html = ''
  for (let at = 0; at < parts.length; ) {
    const figure = parts[at]?.figure
    const others = parts.slice(at + 1).findIndex((part) => part.figure !== figure)
    const together = others === -1 ? parts.slice(at) : parts.slice(at, at + 1 + others)
    html += figure === undefined ? together.map(boxed).join('') : button(figure, together)
    at += together.length
  }
  return html
}

/** The words of one figure are one button, however many boxes they stand in: one stop of the keyboard, read as one. */
function button(figure: string, parts: readonly LinePart[]): string {
  const [only, ...more] = parts
  const alone = only !== undefined && more.length === 0
  const box = alone ? boxOf(only) : ''
  const inside = alone ? escapeHtml(only.text) : parts.map(boxed).join('')
  return `<button type="button" class="fig${box && ` ${box}`}" data-figure="${escapeHtml(figure)}">${inside}</button>`
}

function boxed(part: LinePart): string {
  const box = boxOf(part)
  const text = escapeHtml(part.text)
  return box ? `<span class="${box}">${text}</span>` : text
}

function boxOf({ boxed: isBoxed, halves, text, face }: LinePart): string {
  return [isBoxed && `h k${halves}${side(text)}`, face].filter(Boolean).join(' ')
}

/** Quotes hug the text they belong to, whatever the font's own width for them. */
function side(text: string): string {
  if ('“‘'.includes(text)) return ' open'
  return '”’'.includes(text) ? ' close' : ''
}
