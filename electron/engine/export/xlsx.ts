import { type Cell, Workbook, type Worksheet } from 'exceljs'
import type { Block, DocumentModel, Run } from '../../../shared/reports/document'
import { cellText, sheetName } from '../../../shared/reports/table-file'
import { typeArea } from '../../../shared/reports/type-area'

type Table = Extract<Block, { type: 'table' }>

const edge = { style: 'thin', color: { argb: 'FF000000' } } as const
const border = { top: edge, bottom: edge, left: edge, right: edge }
const inch = 25.4

/**
 * The document as .xlsx for Excel and WPS: its text on the first sheet, each table on its own, set up for A4. Numbers are
 * numbers; the head stays in view and is printed on every page; text that a spreadsheet could take for a formula is
 * written as text that cannot become one.
 * @param createdAt milliseconds since 1970, stamped into the file
 */
export async function toXlsx(document: DocumentModel, createdAt: number): Promise<Uint8Array> {
  const book = new Workbook()
  book.creator = '院坝普法台'
  book.title = document.title
  book.created = new Date(createdAt)
  book.modified = new Date(createdAt)
  addText(book, document)
  const taken = new Set(['正文'])
  for (const block of document.blocks) if (block.type === 'table') addTable(book, block, taken)
  return new Uint8Array(await book.xlsx.writeBuffer())
}

function addText(book: Workbook, document: DocumentModel): void {
  const sheet = newSheet(book, '正文')
  sheet.getColumn(1).width = 78
  for (const block of document.blocks) {
    if (block.type === 'table') continue
    const texts = block.type === 'signature' ? [block.unit, block.date] : [textOf(block.runs)]
    for (const text of texts) {
      const cell = sheet.addRow([cellText(text)]).getCell(1)
      cell.alignment = {
        wrapText: true,
        vertical: 'top',
        horizontal:
          block.type === 'signature'
            ? 'right'
            : block.type === 'heading' && block.level === 0
              ? 'center'
              : 'left',
      }
      cell.font = fontOf(block)
    }
  }
}

function addTable(book: Workbook, table: Table, taken: Set<string>): void {
  const sheet = newSheet(book, sheetName(table.caption, taken))
  sheet.columns = table.columns.map((column) => ({ width: column.width * 2.6 }))
  const title = sheet.addRow([cellText(table.caption)])
  sheet.mergeCells(1, 1, 1, table.columns.length)
  title.height = 30
  style(title.getCell(1), 'center', { name: '黑体', size: 16 })
  const head = sheet.addRow(table.columns.map((column) => cellText(column.label)))
  head.height = 34
  head.eachCell((cell) => {
    style(cell, 'center', { name: '黑体', size: typeArea.cell })
    cell.border = border
  })
  for (const { cells, role } of table.rows) {
    const row = sheet.addRow(table.columns.map((_, at) => cellValue(cells[at])))
    row.height = 20
    table.columns.forEach((column, at) => {
      const cell = row.getCell(at + 1)
      const strong = role === 'total' || (role === 'group' && at === 0)
      style(cell, column.align, { name: strong ? '黑体' : '仿宋', size: typeArea.cell })
      if (role === 'item' && at === 0) cell.alignment = { ...cell.alignment, indent: 2 }
      if (typeof cell.value === 'number') cell.numFmt = Number.isInteger(cell.value) ? '0' : '0.0#'
      cell.border = border
    })
  }
  sheet.views = [{ state: 'frozen', ySplit: 2, xSplit: 1 }]
  sheet.pageSetup.printTitlesRow = '1:2'
}

function newSheet(book: Workbook, name: string): Worksheet {
  const sheet = book.addWorksheet(name, {
    pageSetup: {
      paperSize: 9,
      orientation: 'portrait',
      fitToPage: true,
      fitToWidth: 1,
      fitToHeight: 0,
      horizontalCentered: true,
      margins: {
        top: 25 / inch,
        bottom: 22 / inch,
        left: 20 / inch,
        right: 18 / inch,
        header: 0.4,
        footer: 0.4,
      },
    },
  })
  sheet.headerFooter.oddFooter = '&C第 &P 页，共 &N 页'
  return sheet
}

function cellValue(run: Run | undefined): string | number {
  return run?.number ?? cellText(run?.text ?? '')
}

function style(
  cell: Cell,
  horizontal: 'left' | 'center' | 'right',
  font: { name: string; size: number },
): void {
  cell.font = font
  cell.alignment = { horizontal, vertical: 'middle', wrapText: true }
}

function fontOf(block: Exclude<Block, Table>): { name: string; size: number } {
  if (block.type !== 'heading') return { name: '仿宋', size: 14 }
  return block.level === 0 ? { name: '方正小标宋简体', size: 18 } : { name: '黑体', size: 14 }
}

function textOf(runs: readonly Run[]): string {
  return runs.map((run) => run.text).join('')
}
