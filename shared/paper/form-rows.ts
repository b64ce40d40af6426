import type { Block } from './document'
import { type WrappedLine, wrap } from './line-breaking'
import { cutRow, type LaidCell, type LaidRow, laidHeight, reserve, roomIn } from './table-rows'
import { lineHalves, pageHalves } from './type-area'

type Form = Extract<Block, { type: 'form' }>
type Entry = Form['rows'][number][number]

/** A label's width in half cells: four characters a line. */
const labelWidth = 8
/** A value that would take more lines than this beside others gets a row of its own. */
const mostLinesBeside = 3

/** Lays a form's rows on the grid of the body; every row fills the line, what is taller than a page is cut. */
export function layForm(form: Form): LaidRow[] {
  return formLines(form).flatMap((entries) => cutRow(layRow(entries), pageHalves - reserve, true))
}

/** A form's rows as they are printed: a long value stands in a row of its own. */
export function formLines(form: Form): readonly (readonly Entry[])[] {
  return form.rows.flatMap(apart).flatMap(spread)
}

/** The widths of label, value, label, value … in half cells, for so many entries side by side. */
export function formWidths(count: number): readonly number[] {
  return valueWidths(count).flatMap((width) => [labelWidth, width])
}

/** Entries two by two where a number beside two others would be broken. */
function apart(entries: readonly Entry[]): (readonly Entry[])[] {
  const widths = valueWidths(entries.length)
  const breaks = entries.some(({ text }, at) => longestWord(text) > roomIn(widths[at] ?? 2))
  if (entries.length < 3 || !breaks) return [entries]
  const rows: (readonly Entry[])[] = []
  for (let at = 0; at < entries.length; at += 2) rows.push(entries.slice(at, at + 2))
  return rows
}

/** The longest piece of a text that a line break would spoil, in half characters. */
export function longestWord(text: string): number {
  return Math.max(0, ...(text.match(/[!-~]+/g) ?? []).map((word) => word.length))
}

/** The rows that the entries of one row stand in: long values alone, in their order. */
function spread(entries: readonly Entry[]): (readonly Entry[])[] {
  const widths = valueWidths(entries.length)
  const isLong = (entry: Entry, at: number): boolean =>
    entries.length > 1 && linesOf(entry.text, widths[at] ?? 2).length > mostLinesBeside
  if (!entries.some(isLong)) return [entries]
  const rows: Entry[][] = []
  let beside: Entry[] | undefined
  entries.forEach((entry, at) => {
    if (isLong(entry, at)) {
      rows.push([entry])
      beside = undefined
    } else if (beside) beside.push(entry)
    else {
      beside = [entry]
      rows.push(beside)
    }
  })
  return rows
}

function layRow(entries: readonly Entry[]): LaidRow {
  const widths = valueWidths(entries.length)
  const cells = entries.flatMap((entry, at): LaidCell[] => {
    const width = widths[at] ?? 2
    return [
      { width: labelWidth, align: 'center', lines: linesOf(entry.label, labelWidth), label: true },
      { width, align: 'left', lines: linesOf(entry.text, width) },
    ]
  })
  return {
    role: 'plain',
    height: laidHeight(Math.max(...cells.map((cell) => cell.lines.length)), true),
    cells,
  }
}

/** What the labels leave of the line, shared evenly in whole half cells; the first ones get what does not divide. */
function valueWidths(count: number): number[] {
  const room = lineHalves - count * labelWidth
  return Array.from({ length: count }, (_, at) => Math.floor(room / count) + (at < room % count ? 1 : 0))
}

function linesOf(text: string, width: number): WrappedLine[] {
  return text.split('\n').flatMap((line) => wrap([{ text: line }], roomIn(width)))
}
