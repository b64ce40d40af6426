import type { Block, DocumentModel, Run } from '../../../shared/paper/document'
import type { PageMarks } from '../../../shared/paper/markup'
import type { SheetFormat, SheetRow } from '../../../shared/paper/sheet/model'
import { sheetName } from '../../../shared/paper/table-file'
import { worksheetOf } from './sheet-xlsx'
import { type CellStyle, newStyles, type Styles } from './xlsx/styles'
import { workbookBytes } from './xlsx/workbook'
import type { Worksheet, WorksheetRow } from './xlsx/worksheet'

type Table = Extract<Block, { type: 'table' }>

/** Half characters of a line of text. */
const textWidth = 78

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
  if (block.type === 'form') return block.rows.flat().map(({ label, text }) => `${label}:${text}`)
  return [textOf(block.runs)]
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
  )
}

function lookOf(block: Exclude<Block, Table>): CellStyle {
  const title = block.type === 'heading' && block.level === 0
  return {
    font:
      block.type !== 'heading'
        ? { name: '仿宋', size: 14 }
        : title
          ? { name: '方正小标宋简体', size: 18 }
          : { name: '黑体', size: 14 },
    align: block.type === 'signature' ? 'right' : title ? 'center' : 'left',
    vertical: 'top',
    wrap: true,
  }
}

function textOf(runs: readonly Run[]): string {
  return runs.map((run) => run.text).join('')
}
