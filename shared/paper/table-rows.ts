import type { Block } from './document'
import { type WrappedLine, wrap } from './line-breaking'
import { halfCell, halfLine, lineHalves, pageHalves, typeArea } from './type-area'

type Table = Extract<Block, { type: 'table' }>

export interface LaidCell {
  /** Half cells of the body grid. */
  readonly width: number
  readonly align: 'left' | 'center' | 'right'
  readonly lines: readonly WrappedLine[]
  /** The name of the value beside it, in a form. */
  readonly label?: true
}

export interface LaidRow {
  readonly role: 'head' | 'plain' | 'group' | 'item' | 'total'
  /** Half lines, perhaps with a half of one. */
  readonly height: number
  readonly cells: readonly LaidCell[]
}

/** Half lines kept free beside head and row, so that a title, headings and the caption fit on one page with them. */
export const reserve = 12
/** A head taller than this is not repeated: it would leave the next page too little room. */
const tallestRepeatedHead = (pageHalves - reserve) / 2

/**
 * Lays a table's rows on the grid: columns in half cells of the body, rows in half lines, cells of 12 pt. Rows taller than
 * a page are cut into several. @throws Error when the columns are wider than the line (the report's declaration is wrong)
 */
export function layRows(table: Table): { head: LaidRow; repeatHead: boolean; rows: LaidRow[] } {
  const widths = table.columns.map((column) => Math.round(column.width * 2))
  if (widths.reduce((sum, width) => sum + width, 0) > lineHalves || widths.some((width) => width < 2))
    throw new Error(
      `table ${table.caption}: columns do not fit the ${typeArea.characters} characters of a line`,
    )
  const dense = table.dense === true
  const lay = (role: LaidRow['role'], cells: readonly LaidCell[]): LaidRow => ({
    role,
    height: laidHeight(Math.max(1, ...cells.map((cell) => cell.lines.length)), dense),
    cells,
  })
  const head = lay(
    'head',
    table.columns.map((column, at) => {
      const width = widths[at] ?? 2
      const lines = column.label.split('\n').flatMap((text) => wrap([{ text }], roomIn(width)))
      return { width, align: 'center', lines }
    }),
  )
  const repeatHead = head.height <= tallestRepeatedHead
  const limit = pageHalves - reserve - (repeatHead ? head.height : 0)
  const rows = table.rows.flatMap((row) => {
    const cells = table.columns.map((column, at): LaidCell => {
      const width = widths[at] ?? 2
      const run = row.cells[at] ?? { text: '' }
      const indented = at === 0 && row.role === 'item'
      const lines = wrap([indented ? { ...run, text: `　${run.text}` } : run], roomIn(width))
      return { width, align: column.align, lines }
    })
    return cutRow(lay(row.role, cells), limit, dense)
  })
  return repeatHead
    ? { head, repeatHead, rows }
    : { head, repeatHead, rows: [...cutRow(head, limit, dense), ...rows] }
}

/** Half cells of 12 pt text that fit a column of `width` half cells of the body. */
export function roomIn(width: number): number {
  const room = width * halfCell - 2 * typeArea.cellPadding - 1
  return Math.max(2, Math.floor(room / (typeArea.cell / 2)))
}

/**
 * Half lines that a cell of so many text lines takes: one line stands in a whole grid line. Dense rows take no more than
 * they need, to the half of a half line.
 */
export function laidHeight(lines: number, dense: boolean): number {
  const needed = (lines * typeArea.cellLine) / halfLine
  return dense ? Math.ceil(needed * 2) / 2 : Math.max(2, Math.ceil(needed))
}

/** A row in as many parts as `limit` half lines ask for. */
export function cutRow(row: LaidRow, limit: number, dense: boolean): LaidRow[] {
  if (row.height <= limit) return [row]
  const each = Math.floor((limit * halfLine) / typeArea.cellLine)
  const parts = Math.ceil(Math.max(...row.cells.map((cell) => cell.lines.length)) / each)
  return Array.from({ length: parts }, (_, part) => {
    const cells = row.cells.map((cell) => ({
      ...cell,
      lines: cell.lines.slice(part * each, (part + 1) * each),
    }))
    const height = laidHeight(Math.max(1, ...cells.map((cell) => cell.lines.length)), dense)
    return { role: row.role, height, cells }
  })
}
