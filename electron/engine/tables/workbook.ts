import type { CellValue, Sheet, Workbook } from 'hucre'
import type { workbookNotes } from '../../../shared/contract/tables'
import { AppError } from '../../../shared/errors'
import type { Merge, SheetGrid } from '../../../shared/paste/grid'
import { OPTIONS_SHEET } from '../../../shared/paste/template'
import { readChosen } from '../files/in-passing'
import { csvRows } from './csv'
import { boundedParts } from './zip-bounds'

/** No office's ledger is larger; what is may be a bomb. */
const LARGEST_FILE = 40 * 1024 * 1024
/** Lines read of one sheet: what lies below is told as cut. */
const MOST_LINES = 100_000
/** Columns kept of a line. */
const MOST_COLUMNS = 256

type Note = (typeof workbookNotes)[number]

/** A sheet of a file as words, and whether its workbook hides it. */
export interface WorkbookSheet {
  readonly name: string
  readonly hidden: boolean
  readonly grid: SheetGrid
}

/** A file's sheets, and what else is in it. */
export interface ReadWorkbook {
  readonly sheets: readonly WorkbookSheet[]
  readonly notes: readonly Note[]
}

/**
 * Reads an .xlsx, .xls, .ods or .csv file, whatever its name says; the only place that knows the library for it. Nothing in the file
 * is run or followed: of a formula the value counts that the spreadsheet kept.
 * @throws AppError `file.unreadable`, `table.too-large`, `table.locked`, `table.unreadable`
 */
export async function readWorkbook(
  ctx: Parameters<typeof readChosen>[0],
  path: string,
): Promise<ReadWorkbook> {
  const bytes = readChosen(ctx, path, requireSize)
  if (!isWorkbook(bytes))
    return { sheets: [{ name: '', hidden: false, grid: { rows: await csvRows(bytes) } }], notes: [] }
  const parts = isZip(bytes) ? boundedParts(bytes) : []
  const book = await opened(bytes)
  const date1904 = book.dateSystem === '1904'
  const sheets = book.sheets.map((sheet) => sheetOf(sheet, date1904)).filter((sheet) => !isOurOptions(sheet))
  const has = (part: RegExp): boolean => parts.some((name) => part.test(name))
  const notes: readonly (readonly [Note, boolean])[] = [
    ['hidden-sheets', sheets.some(({ hidden }) => hidden)],
    ['macros', has(/vbaProject\.bin$|^Basic\//)],
    ['external-links', has(/^xl\/externalLinks\//)],
    ['formulas', book.sheets.some(hasFormulas)],
    ['cut', book.sheets.some(({ rows }) => rows.length >= MOST_LINES)],
  ]
  return { sheets, notes: notes.flatMap(([note, isSo]) => (isSo ? [note] : [])) }
}

/** @throws AppError `table.too-large` */
function requireSize(bytes: number): void {
  if (bytes > LARGEST_FILE) throw new AppError('table.too-large', { max: LARGEST_FILE / 1024 / 1024 })
}

const isZip = ([a, b]: Uint8Array): boolean => a === 0x50 && b === 0x4b
const isCompound = ([a, b, c, d]: Uint8Array): boolean => a === 0xd0 && b === 0xcf && c === 0x11 && d === 0xe0
const isWorkbook = (bytes: Uint8Array): boolean => isZip(bytes) || isCompound(bytes)

/** @throws AppError `table.locked`, `table.unreadable` */
async function opened(bytes: Uint8Array): Promise<Workbook> {
  // Large and seldom wanted: it is begun with the first file.
  const { EncryptedFileError, read } = await import('hucre')
  try {
    return await read(bytes, { maxRows: MOST_LINES })
  } catch (cause) {
    throw new AppError(
      cause instanceof EncryptedFileError ? 'table.locked' : 'table.unreadable',
      {},
      { cause },
    )
  }
}

/** The words of a template's drop-downs are nobody's records. */
const isOurOptions = ({ name, hidden }: WorkbookSheet): boolean => hidden && name === OPTIONS_SHEET

function hasFormulas({ cells }: Sheet): boolean {
  for (const cell of cells?.values() ?? []) if (cell.formula !== undefined) return true
  return false
}

function sheetOf({ name, rows, merges = [], hidden, veryHidden }: Sheet, date1904: boolean): WorkbookSheet {
  return {
    name,
    hidden: hidden === true || veryHidden === true,
    grid: {
      rows: rows.slice(0, MOST_LINES).map((row) => row.slice(0, MOST_COLUMNS).map(wordOf)),
      merges: merges.map(
        ({ startRow, startCol, endRow, endCol }): Merge => ({
          top: startRow,
          left: startCol,
          bottom: endRow,
          right: endCol,
        }),
      ),
      date1904,
    },
  }
}

/** A value of a spreadsheet as the word that a grid holds. */
function wordOf(value: CellValue | undefined): string {
  if (value === null || value === undefined) return ''
  if (typeof value === 'string') return value
  if (typeof value === 'boolean') return value ? '是' : '否'
  return typeof value === 'number' ? numberWord(value) : momentWord(value)
}

/** Fifteen digits are what a spreadsheet keeps of a number; the rest it made up. */
function numberWord(value: number): string {
  if (!Number.isFinite(value)) return ''
  if (Math.abs(value) >= 1e15)
    return value
      .toExponential(14)
      .replace(/\.?0+e/, 'e')
      .replace('e', 'E')
  const text = String(Number(value.toPrecision(15)))
  return text.includes('e') ? Number(text).toFixed(15).replace(/0+$/, '') : text
}

/** Days before 1901 are times without a day. */
function momentWord(value: Date): string {
  const text = value.toISOString()
  const [day, time] = [text.slice(0, 10), text.slice(11, 16)]
  if (value.getUTCFullYear() <= 1900) return time
  return time === '00:00' ? day : `${day} ${time}`
}
