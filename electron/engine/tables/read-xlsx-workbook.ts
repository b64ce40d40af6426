import type { Workbook } from 'hucre'
import { EncryptedFileError } from 'hucre'
import { readXlsx } from 'hucre/xlsx'
import { AppError } from '../../../shared/errors'
import { MOST_LINES, type ReadWorkbook, type WorkbookNote } from '../../../shared/paste/workbook'
import { formulasIn, isTooWide, sheetOf } from './hucre-sheets'
import type { ZipPart } from './zip-bounds'

/** Cells beyond are not looked at: a stray one at the far corner would make a sheet of 17 thousand million. */
const range = `A1:IV${MOST_LINES}`

/** Reads an .xlsx or .xlsm. @throws AppError `table.locked`, `table.too-heavy`, `table.unreadable` */
export async function readXlsxWorkbook(bytes: Uint8Array, parts: readonly ZipPart[]): Promise<ReadWorkbook> {
  const book = await opened(bytes)
  const date1904 = book.dateSystem === '1904'
  const has = (part: RegExp): boolean => parts.some(({ name }) => part.test(name))
  const formulas = book.sheets.flatMap(formulasIn)
  const notes: readonly (readonly [WorkbookNote, boolean])[] = [
    ['macros', has(/vbaProject\.bin$/)],
    ['external-links', has(/^xl\/externalLinks\//)],
    ['formulas', formulas.some(({ value }) => value !== null)],
    ['formulas-empty', formulas.some(({ value }) => value === null)],
    ['cut', parts.some(({ name, text }) => /^xl\/worksheets\/[^/]+\.xml$/.test(name) && isXmlLonger(text()))],
  ]
  return {
    sheets: book.sheets.map((sheet) => sheetOf(sheet, date1904)),
    notes: notes.flatMap(([note, isSo]) => (isSo ? [note] : [])),
  }
}

/** @throws AppError `table.locked`, `table.unreadable` */
async function opened(bytes: Uint8Array): Promise<Workbook> {
  try {
    return await readXlsx(bytes, { range })
  } catch (cause) {
    if (cause instanceof EncryptedFileError) throw new AppError('table.locked', {}, { cause })
    throw new AppError(isTooWide(cause) ? 'table.too-heavy' : 'table.unreadable', {}, { cause })
  }
}

/** Whether a sheet holds a value below the lines that are read: the reference before its last value says so. */
function isXmlLonger(xml: Buffer): boolean {
  const last = Math.max(xml.lastIndexOf('v>'), xml.lastIndexOf('is>'))
  const at = last < 0 ? -1 : xml.lastIndexOf(' r="', last)
  const row = at < 0 ? undefined : /^ r="[A-Z]*(\d+)"/.exec(xml.toString('latin1', at, at + 24))?.[1]
  return Number(row ?? 0) > MOST_LINES
}
