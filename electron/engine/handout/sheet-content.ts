import { standaloneHtml } from '../../../shared/paper/print-style'
import { sheetPages } from '../../../shared/paper/sheet/markup'
import type { Sheet } from '../../../shared/paper/sheet/model'
import { sheetWorkbook } from '../export/sheet-xlsx'
import { workbookBytes } from '../export/xlsx/workbook'

/** The formats that every sheet can be written in. */
type SheetFile = 'html' | 'docx' | 'xlsx'

const contents: Readonly<Record<SheetFile, (sheet: Sheet, now: number) => Promise<Uint8Array>>> = {
  html: async (sheet) => Buffer.from(standaloneHtml(sheet.title, sheetPages(sheet).markup)),
  // Word's library is large and seldom wanted: it is begun with the first file.
  docx: async (sheet) => (await import('../export/sheet-docx')).sheetDocx(sheet),
  xlsx: (sheet, now) => workbookBytes(sheetWorkbook(sheet, now)),
}

/** A sheet as a whole file. `now`: milliseconds since 1970, for its properties. */
export function sheetContent(sheet: Sheet, format: SheetFile, now: number): Promise<Uint8Array> {
  return contents[format](sheet, now)
}
