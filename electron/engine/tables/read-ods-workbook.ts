import type { Workbook } from 'hucre'
import { readOds } from 'hucre/ods'
import { AppError } from '../../../shared/errors'
import type { ReadWorkbook, WorkbookNote } from '../../../shared/paste/workbook'
import { formulasIn, isTooWide, reachesBelow, sheetOf } from './hucre-sheets'
import { storedZip } from './stored-zip'
import type { ZipPart } from './zip-bounds'

/** What puts rows into groups, or repeats them as headings on paper: the library reads only rows that stand in none. */
const groups = /<\/?table:table-(header-rows|row-group|rows)\b[^>]*>/g
/** A table of values that a spreadsheet kept of another file. */
const ofOtherFile = /^'(file|https?):/

/** Reads an .ods. @throws AppError `table.too-heavy`, `table.unreadable` */
export async function readOdsWorkbook(parts: readonly ZipPart[]): Promise<ReadWorkbook> {
  const content =
    parts
      .find(({ name }) => name === 'content.xml')
      ?.text()
      .toString('utf8') ?? ''
  const book = await opened(content.replaceAll(groups, ''))
  const isHidden = hiddenInOds(content)
  const sheets = book.sheets.map((sheet, at) => ({ ...sheet, hidden: isHidden(at) }))
  const own = sheets.filter(({ name }) => !ofOtherFile.test(name))
  const formulas = own.flatMap(formulasIn)
  const notes: readonly (readonly [WorkbookNote, boolean])[] = [
    ['macros', parts.some(({ name }) => /^Basic\//.test(name))],
    ['external-links', formulas.some(({ formula }) => /'(file|https?):/.test(formula))],
    ['formulas', formulas.some(({ value }) => value !== null)],
    ['formulas-empty', formulas.some(({ value }) => value === null)],
    ['cut', own.some(reachesBelow)],
  ]
  return {
    sheets: own.map((sheet) => sheetOf(sheet, false)),
    notes: notes.flatMap(([note, isSo]) => (isSo ? [note] : [])),
  }
}

/** @throws AppError `table.too-heavy`, `table.unreadable` */
async function opened(content: string): Promise<Workbook> {
  const mimetype = Buffer.from('application/vnd.oasis.opendocument.spreadsheet')
  try {
    return await readOds(storedZip({ mimetype, 'content.xml': Buffer.from(content) }))
  } catch (cause) {
    throw new AppError(isTooWide(cause) ? 'table.too-heavy' : 'table.unreadable', {}, { cause })
  }
}

/** Which tables of an .ods have a style that is not displayed, by their place. @param content its content.xml */
function hiddenInOds(content: string): (at: number) => boolean {
  const styles = new Set<string>()
  const named = /<style:style ([^>]*style:family="table"[^>]*[^/])>(.*?)<\/style:style>/gs
  for (const [, head = '', inside = ''] of content.matchAll(named))
    if (inside.includes('table:display="false"')) styles.add(/style:name="([^"]*)"/.exec(head)?.[1] ?? '')
  const tables = [...content.matchAll(/<table:table [^>]*>/g)].map(
    ([tag]) => /table:style-name="([^"]*)"/.exec(tag)?.[1] ?? '',
  )
  return (at) => styles.has(tables[at] ?? '')
}
