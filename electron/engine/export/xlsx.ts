import type { Block, DocumentModel, Run } from '../../../shared/paper/document'
import type { PageMarks } from '../../../shared/paper/markup'
import type { SheetFormat, SheetRow } from '../../../shared/paper/sheet/model'
import { sheetName } from '../../../shared/paper/table-file'
import { type SheetFonts, worksheetOf } from './sheet-xlsx'
import { type CellStyle, newStyles, type Styles } from './xlsx/styles'
import { workbookBytes } from './xlsx/workbook'
import type { Worksheet, WorksheetRow } from './xlsx/worksheet'

type Table = Extract<Block, { type: 'table' }>

/** A line of 28 characters of 16 pt, in the half characters of 11 pt that a spreadsheet measures columns by. */
const textWidth = 84
/** The faces of a 公文 (GB/T 9704) as the printed report and its Word file have them. */
const faces = {
  title: { name: '方正小标宋简体', size: 22 },
  first: { name: '黑体', size: 16 },
  second: { name: '楷体', size: 16 },
  text: { name: '仿宋', size: 16 },
} as const
const tableFonts: SheetFonts = {
  title: { name: '黑体', size: 12 },
  head: { name: '黑体', size: 12 },
  body: { name: '仿宋', size: 12 },
}

/**
 * The document as .xlsx for Excel and WPS: its text on the first sheet, each table on its own, set up for A4. Numbers are
 * numbers; the head stays in view and is printed on every page; text that a spreadsheet could take for a formula is
 * written as text that cannot become one.
 * @param createdAt milliseconds since 1970, stamped into the file
 */
export function toXlsx(document: DocumentModel, createdAt: number, marks?: PageMarks): Promise<Uint8Array> {
  const styles = newStyles()
  const taken = new Set(['正文'])
  const header = marks?.watermark ?? marks?.header
  const tables = document.blocks.filter((block) => block.type === 'table')
  return workbookBytes({
    title: document.title,
    createdAt,
    styles,
    sheets: [
      textSheet(document, styles),
      ...tables.map((table) => tableSheet(table, styles, sheetName(table.caption, taken))),
    ].map((sheet) => ({
      ...sheet,
      ...(marks && { footer: marks.note }),
      ...(header !== undefined && { header }),
    })),
  })
}

function textSheet(document: DocumentModel, styles: Styles): Worksheet {
  const rows = document.blocks.flatMap((block): WorksheetRow[] => {
    if (block.type === 'table') return []
    const style = styles.idOf(lookOf(block))
    return textsOf(block).map((value) => ({ cells: [{ style, value }] }))
  })
  return { name: '正文', orientation: 'portrait', widths: [textWidth], rows }
}

function textsOf(block: Exclude<Block, Table>): readonly string[] {
  if (block.type === 'signature') return [block.unit, block.date]
  if (block.type === 'form') return block.rows.flat().map(({ label, text }) => `${label}：${text}`)
  return [`${isIndented(block) ? '　　' : ''}${textOf(block.runs)}`]
}

function tableSheet(table: Table, styles: Styles, name: string): Worksheet {
  const formatOf = (at: number): SheetFormat => {
    const numbers = table.rows.flatMap(({ cells }) => cells[at]?.number ?? [])
    if (numbers.length === 0) return 'text'
    return numbers.every(Number.isInteger) ? 'count' : 'number'
  }
  return worksheetOf(
    {
      title: table.caption,
      orientation: 'portrait',
      columns: table.columns.map(({ label, width, align, total = false }, at) => ({
        label,
        width: width * 1.3,
        align,
        total,
        format: formatOf(at),
      })),
      rows: table.rows.map(
        ({ role, cells }): SheetRow => ({
          role,
          cells: cells.map(({ text, number }) => (number === undefined ? { text } : { text, value: number })),
        }),
      ),
    },
    styles,
    name,
    tableFonts,
  )
}

/** Paragraphs and headings begin two characters in, as on paper: a cell's own indent would move all of its lines. */
function isIndented(block: Exclude<Block, Table>): boolean {
  if (block.type === 'paragraph') return block.align === undefined
  return block.type === 'heading' && block.level > 0
}

function lookOf(block: Exclude<Block, Table>): CellStyle {
  return { font: faceOf(block), align: alignOf(block), vertical: 'top', wrap: true }
}

function faceOf(block: Exclude<Block, Table>): NonNullable<CellStyle['font']> {
  if (block.type !== 'heading') return faces.text
  return [faces.title, faces.first, faces.second][block.level] ?? faces.text
}

function alignOf(block: Exclude<Block, Table>): NonNullable<CellStyle['align']> {
  if (block.type === 'signature') return 'right'
  const isCentred =
    block.type === 'heading' ? block.level === 0 : block.type === 'paragraph' && block.align === 'center'
  return isCentred ? 'center' : 'left'
}

function textOf(runs: readonly Run[]): string {
  return runs.map((run) => run.text).join('')
}
