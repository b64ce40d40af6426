import type { Sheet, SheetCell, SheetColumn, SheetRow } from '../../../shared/paper/sheet/model'
import { sheetName } from '../../../shared/paper/table-file'
import { type CellStyle, newStyles, type Styles } from './xlsx/styles'
import type { Workbook } from './xlsx/workbook'
import { columnName, type Worksheet, type WorksheetCell, type WorksheetRow } from './xlsx/worksheet'

/** A sheet whose rows are made while they are written. */
export type SheetOfRows = Omit<Sheet, 'rows'> & {
  readonly rows: Iterable<SheetRow>
}

type Font = NonNullable<CellStyle['font']>

/** The type of a worksheet: ledgers have their own, a report's tables that of the report. */
export interface SheetFonts {
  readonly title: Font
  readonly head: Font
  readonly body: Font
}

const ledgerFonts: SheetFonts = {
  title: { name: '方正小标宋简体', size: 18 },
  head: { name: '黑体', size: 11 },
  body: { name: '宋体', size: 10.5 },
}

/** What a column of a format needs so that no number becomes ###, in half characters. */
const narrowest: Readonly<Record<SheetColumn['format'], number>> = {
  text: 6,
  count: 8,
  money: 15,
  date: 12,
  percent: 9,
  number: 10,
}
const widest = 60

const formats: Readonly<Record<SheetColumn['format'], string | undefined>> = {
  text: undefined,
  count: '0',
  money: '#,##0.00',
  date: 'yyyy-mm-dd',
  percent: '0.0%',
  // Shown as it is: a column of different figures has whole counts, percents and 元 under one another.
  number: undefined,
}

/** So many groups may stand in the formula of a total. */
const mostInFormula = 60

/** A sheet as a workbook of one worksheet, set up to be printed as the sheet itself is. */
export function sheetWorkbook(sheet: SheetOfRows, createdAt: number): Workbook {
  const styles = newStyles()
  return {
    title: sheet.title,
    createdAt,
    styles,
    sheets: [worksheetOf(sheet, styles, sheetName(sheet.title, new Set()))],
  }
}

/** A sheet as a worksheet of this name. */
export function worksheetOf(
  sheet: SheetOfRows,
  styles: Styles,
  name: string,
  fonts: SheetFonts = ledgerFonts,
): Worksheet {
  const above = [...titleRows(sheet, styles, fonts)]
  const head = headRows(sheet.columns, styles, fonts)
  const header = sheet.watermark ?? sheet.header
  return {
    name,
    orientation: sheet.orientation,
    widths: sheet.columns.map(({ width, format }) =>
      Math.min(widest, Math.max(narrowest[format], width * 2 + 1.5)),
    ),
    frozen: { rows: above.length + head.length, columns: 0, titleFrom: above.length + 1 },
    ...(header !== undefined && { header }),
    ...(sheet.stamp !== undefined && { footer: sheet.stamp }),
    rows: allRows(sheet, styles, fonts, [...above, ...head]),
  }
}

function* allRows(
  sheet: SheetOfRows,
  styles: Styles,
  fonts: SheetFonts,
  before: readonly WorksheetRow[],
): Generator<WorksheetRow> {
  yield* before
  const body = bodyRows(sheet.columns, styles, fonts, before.length + 1)
  for (const row of sheet.rows) yield body(row)
  const line = styles.idOf({ font: fonts.body, align: 'left', wrap: true })
  const across = sheet.columns.length
  for (const note of sheet.notes ?? []) yield { cells: [{ style: line, value: note, across }] }
  if (sheet.signers?.length) {
    const blank = styles.idOf({ font: fonts.body, align: 'left' })
    yield { height: 28, cells: signerCells(sheet.signers, across, blank) }
  }
}

function* titleRows(sheet: SheetOfRows, styles: Styles, fonts: SheetFonts): Generator<WorksheetRow> {
  const across = sheet.columns.length
  const title = styles.idOf({ font: fonts.title, align: 'center', wrap: true })
  yield { height: 34, cells: [{ style: title, value: sheet.title, across }] }
  if (sheet.left === undefined && sheet.right === undefined) return
  const left = { style: styles.idOf({ font: fonts.body, align: 'left' }), value: sheet.left ?? '' }
  if (across === 1) {
    yield { height: 20, cells: [left] }
    return
  }
  const half = Math.ceil(across / 2)
  const right = { style: styles.idOf({ font: fonts.body, align: 'right' }), value: sheet.right ?? '' }
  const cells: WorksheetCell[] = [{ ...left, across: half }]
  for (let at = 1; at < half; at++) cells.push({ style: left.style })
  cells.push({ ...right, across: across - half })
  yield { height: 20, cells }
}

/** The columns' labels; where some stand in groups, in two rows. */
function headRows(columns: readonly SheetColumn[], styles: Styles, fonts: SheetFonts): WorksheetRow[] {
  const style = styles.idOf({ font: fonts.head, align: 'center', wrap: true, border: true })
  const labels = columns.map(({ label }) => ({ style, value: label }))
  if (columns.every(({ group }) => group === undefined)) return [{ cells: labels }]
  const over = columns.map((column, at): WorksheetCell => {
    if (column.group === undefined) return { style, value: column.label, down: 2 }
    if (columns[at - 1]?.group === column.group) return { style }
    let across = 1
    while (columns[at + across]?.group === column.group) across++
    return { style, value: column.group, across }
  })
  const own = columns.map((column, at) =>
    column.group === undefined ? { style } : (labels[at] ?? { style }),
  )
  return [{ cells: over }, { cells: own }]
}

/** Turns rows into cells, and keeps what a 合计 needs to know of those before it. */
function bodyRows(
  columns: readonly SheetColumn[],
  styles: Styles,
  fonts: SheetFonts,
  first: number,
): (row: SheetRow) => WorksheetRow {
  const looks = new Map<string, readonly number[]>()
  const sums = columns.map(() => 0)
  const groups: number[] = []
  let number = first - 1
  let items = false
  const looksOf = (role: SheetRow['role']): readonly number[] => {
    const known = looks.get(role) ?? columns.map((column, at) => styles.idOf(lookOf(column, role, at, fonts)))
    looks.set(role, known)
    return known
  }
  const formulaOf = (at: number, value: number): string | undefined => {
    // What is no sum of the rows above (different people, shares, dates) stays a number, whatever it comes to.
    if (!columns[at]?.total || number <= first || Math.abs((sums[at] ?? 0) - value) > 0.004) return undefined
    const name = columnName(at)
    if (!items) return `SUM(${name}${first}:${name}${number - 1})`
    return groups.length > mostInFormula ? undefined : groups.map((row) => `${name}${row}`).join('+')
  }
  return (row) => {
    number += 1
    if (row.role === 'item') items = true
    if ((row.role === 'group' || row.role === 'plain') && groups.length <= mostInFormula) groups.push(number)
    const styled = looksOf(row.role)
    const cells = columns.map((column, at): WorksheetCell => {
      const style = styled[at] ?? 0
      const cell = row.cells[at]
      if (!cell) return { style }
      const value = written(column, cell)
      if (typeof value !== 'number' || column.format === 'date') return { style, value }
      if (row.role === 'plain' || row.role === 'group') sums[at] = (sums[at] ?? 0) + value
      const formula = row.role === 'total' ? formulaOf(at, value) : undefined
      return { style, value, ...(formula !== undefined && { formula }) }
    })
    return { cells }
  }
}

function lookOf(column: SheetColumn, role: SheetRow['role'], at: number, fonts: SheetFonts): CellStyle {
  const format = formats[column.format]
  const strong = role === 'total' || (role === 'group' && at === 0)
  return {
    font: strong ? fonts.head : fonts.body,
    align: column.align,
    wrap: true,
    border: true,
    ...(role === 'item' && at === 0 && { indent: 2 }),
    ...(format !== undefined && { format }),
  }
}

const dayMs = 86_400_000
/** 1899-12-30: what spreadsheets count days from. */
const dayZero = Date.UTC(1899, 11, 30)

function written({ format }: SheetColumn, { text, value }: SheetCell): string | number {
  if (value === undefined) return text
  if (format !== 'date' || typeof value === 'number') return value
  const day = (Date.parse(`${value}T00:00:00Z`) - dayZero) / dayMs
  return Number.isInteger(day) && day > 60 ? day : text
}

function signerCells(signers: readonly string[], across: number, style: number): WorksheetCell[] {
  if (across < signers.length)
    return [{ style, value: signers.map((who) => `${who}：`).join('        '), across }]
  const cells: WorksheetCell[] = []
  signers.forEach((who, at) => {
    const from = Math.floor((at * across) / signers.length)
    const to = Math.floor(((at + 1) * across) / signers.length)
    cells.push({ style, value: `${who}：`, across: to - from })
    for (let more = from + 1; more < to; more++) cells.push({ style })
  })
  return cells
}
