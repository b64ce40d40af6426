import { type WrappedLine, wrap, wrapBalanced } from '../line-breaking'
import { type Fit, fitColumns, headParts, sidePadding } from './fit'
import type { Sheet, SheetCell, SheetColumn, SheetRow } from './model'
import { around, cellPadding, papers, type TypeSize } from './paper'

export interface LaidSheetCell {
  /** Half characters of the sheet's type. */
  readonly width: number
  readonly align: SheetColumn['align']
  readonly lines: readonly WrappedLine[]
}

export interface LaidSheetRow {
  readonly role: SheetRow['role']
  /** Lines of the tallest cell. */
  readonly lines: number
  readonly cells: readonly LaidSheetCell[]
}

/** The head over some columns: one column's own (`under` empty), or a common one with theirs under it. */
export interface LaidHead extends LaidSheetCell {
  readonly under: readonly LaidSheetCell[]
}

export interface LaidSheetPage {
  /** From 1. */
  readonly number: number
  readonly first: boolean
  readonly last: boolean
  readonly rows: readonly LaidSheetRow[]
}

export interface LaidSheet {
  readonly sheet: Sheet
  readonly fit: Fit
  readonly title: readonly WrappedLine[]
  readonly notes: readonly WrappedLine[]
  readonly head: readonly LaidHead[]
  /** Lines of the common heads (0 without any) and of the columns' own under them. */
  readonly headLines: { readonly over: number; readonly own: number }
  readonly pages: readonly LaidSheetPage[]
}

/**
 * Lays a sheet out on its pages without a browser's help, so that preview, print and PDF agree.
 * The head stands on every page, and no row is cut unless it is taller than a page.
 * A group stays with its first item, the total with the row before it, and the signatures never stand alone.
 */
export function layOutSheet(sheet: Sheet): LaidSheet {
  const paper = papers[sheet.orientation]
  const fit = fitColumns(sheet)
  const title = wrapBalanced([{ text: sheet.title }], Math.floor(paper.width / (around.titleSize / 2)))
  const notes = (sheet.notes ?? []).flatMap((text) =>
    wrap([{ text }], Math.floor(paper.width / (around.lineSize / 2))),
  )
  const { head, headLines } = headOf(sheet, fit)
  const headHeight =
    rowHeight(headLines.own, fit.type) + (headLines.over > 0 ? rowHeight(headLines.over, fit.type) : 0)
  const room = paper.height - headHeight
  const top = title.length * around.titleLine + around.titleGap + (hasLine(sheet) ? around.line : 0)
  const bottom = notes.length * around.line + (sheet.signers?.length ? around.signers : 0)
  const tallest = linesIn(room - top - bottom, fit.type)
  const rows = sheet.rows.flatMap((row) => cut(layRow(row, sheet.columns, fit), tallest))
  return {
    sheet,
    fit,
    title,
    notes,
    head,
    headLines,
    pages: paginate(rows, { room, top, bottom, type: fit.type }),
  }
}

/** Whether something stands between title and table. */
export function hasLine(sheet: Sheet): boolean {
  return sheet.left !== undefined || sheet.right !== undefined
}

/** The height of a row of so many lines, points. */
export function rowHeight(lines: number, type: TypeSize): number {
  return lines * type.pitch + cellPadding
}

function linesIn(height: number, type: TypeSize): number {
  return Math.max(1, Math.floor((height - cellPadding) / type.pitch))
}

function headOf(sheet: Sheet, fit: Fit): Pick<LaidSheet, 'head' | 'headLines'> {
  const head: LaidHead[] = []
  let open: string | undefined
  sheet.columns.forEach((column, at) => {
    const own = layHead(column.label, fit.widths[at] ?? 0)
    const last = head.at(-1)
    if (column.group !== undefined && column.group === open && last)
      head[head.length - 1] = { ...last, width: last.width + own.width, under: [...last.under, own] }
    else head.push(column.group === undefined ? { ...own, under: [] } : { ...own, under: [own] })
    open = column.group
  })
  let at = 0
  const named = head.map((one): LaidHead => {
    const group = sheet.columns[at]?.group
    at += Math.max(1, one.under.length)
    return one.under.length === 0 ? one : { ...one, lines: layHead(group ?? '', one.width).lines }
  })
  const over = Math.max(0, ...named.filter((one) => one.under.length > 0).map((one) => one.lines.length))
  const under = Math.max(0, ...named.flatMap((one) => one.under.map((cell) => cell.lines.length)))
  const alone = Math.max(0, ...named.filter((one) => one.under.length === 0).map((one) => one.lines.length))
  return { head: named, headLines: { over, own: Math.max(1, under, alone - over) } }
}

function layRow(row: SheetRow, columns: readonly SheetColumn[], fit: Fit): LaidSheetRow {
  const cells = columns.map((column, at) => {
    const cell = row.cells[at] ?? { text: '' }
    const shown = at === 0 && row.role === 'item' ? { ...cell, text: `　${cell.text}` } : cell
    return layCell(shown, fit.widths[at] ?? 0, column.align)
  })
  return { role: row.role, lines: Math.max(1, ...cells.map((cell) => cell.lines.length)), cells }
}

/** A head in lines of about one length. */
function layHead(label: string, width: number): LaidSheetCell {
  const room = Math.max(2, width - sidePadding)
  const lines = headParts(label, room).flatMap((text) => wrapBalanced([{ text }], room))
  return { width, align: 'center', lines }
}

function layCell(cell: SheetCell, width: number, align: SheetColumn['align']): LaidSheetCell {
  const room = Math.max(2, width - sidePadding)
  const lines = cell.text
    .split('\n')
    .flatMap((text) => wrap([{ text, ...(cell.figure !== undefined && { figure: cell.figure }) }], room))
  return { width, align, lines }
}

/** A row taller than a page in several. */
function cut(row: LaidSheetRow, tallest: number): LaidSheetRow[] {
  if (row.lines <= tallest) return [row]
  return Array.from({ length: Math.ceil(row.lines / tallest) }, (_, part) => {
    const cells = row.cells.map((cell) => ({
      ...cell,
      lines: cell.lines.slice(part * tallest, (part + 1) * tallest),
    }))
    return { role: row.role, lines: Math.max(1, ...cells.map((cell) => cell.lines.length)), cells }
  })
}

interface Room {
  /** Points for rows on a page without title. */
  readonly room: number
  readonly top: number
  readonly bottom: number
  readonly type: TypeSize
}

function paginate(rows: readonly LaidSheetRow[], { room, top, bottom, type }: Room): LaidSheetPage[] {
  const pages: LaidSheetRow[][] = [[]]
  const heightOf = (some: readonly LaidSheetRow[]): number =>
    some.reduce((sum, row) => sum + rowHeight(row.lines, type), 0)
  let used = top
  for (let at = 0; at < rows.length; ) {
    const chain = chainFrom(rows, at)
    const fresh = (pages.at(-1)?.length ?? 0) === 0
    // A chain that no page could hold falls apart: its first row goes where it fits.
    const held = chain.length > 1 && heightOf(chain) > room - (fresh ? used : 0) ? chain.slice(0, 1) : chain
    const after = at + held.length === rows.length ? bottom : 0
    if (!fresh && used + heightOf(held) + after > room) {
      pages.push([])
      used = 0
    }
    pages.at(-1)?.push(...held)
    used += heightOf(held)
    at += held.length
  }
  return pages.map((laid, at) => ({
    number: at + 1,
    first: at === 0,
    last: at + 1 === pages.length,
    rows: laid,
  }))
}

/** The row at `at` with what must stand on its page: a group's first item, the total after the last row. */
function chainFrom(rows: readonly LaidSheetRow[], at: number): readonly LaidSheetRow[] {
  let end = at + 1
  while (end < rows.length && (rows[end - 1]?.role === 'group' || rows[end]?.role === 'total')) end++
  return rows.slice(at, end)
}
