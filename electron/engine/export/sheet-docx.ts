import {
  AlignmentType,
  BorderStyle,
  Document,
  Footer,
  Header,
  HeightRule,
  LineRuleType,
  PageNumber,
  PageOrientation,
  Paragraph,
  Table,
  TableCell,
  TableLayoutType,
  TableRow,
  TabStopType,
  TextRun,
  VerticalAlignTable,
  WidthType,
} from 'docx'
import { fitColumns } from '../../../shared/paper/sheet/fit'
import type { Sheet, SheetColumn, SheetRow } from '../../../shared/paper/sheet/model'
import { around, papers, type TypeSize } from '../../../shared/paper/sheet/paper'
import { docxBytes, type Font, madeBy, runIn, twip } from './docx-type'

const mm = (length: number): number => Math.round((length / 25.4) * 72 * twip)

const alignments = {
  left: AlignmentType.LEFT,
  center: AlignmentType.CENTER,
  right: AlignmentType.RIGHT,
} as const

/**
 * A sheet as .docx for Word and WPS: A4 as it prints, the head repeated on every page, no row cut, signatures kept with the
 * table's end. Word breaks the lines itself, so pages may differ from print by a row.
 */
export async function sheetDocx(sheet: Sheet): Promise<Uint8Array> {
  const paper = papers[sheet.orientation]
  const { type, widths } = fitColumns(sheet)
  const twips = widths.map((width) => Math.round(width * (type.size / 2) * twip))
  const across = Math.round(paper.width * twip)
  const head = sheet.watermark ?? sheet.header
  const file = new Document({
    title: sheet.title,
    ...madeBy,
    styles: {
      default: {
        document: {
          run: { ...runIn('songti', around.lineSize), language: { value: 'zh-CN', eastAsia: 'zh-CN' } },
        },
      },
    },
    sections: [
      {
        properties: {
          page: {
            // The library turns the sides by the orientation.
            size: {
              width: mm(210),
              height: mm(297),
              orientation:
                sheet.orientation === 'landscape' ? PageOrientation.LANDSCAPE : PageOrientation.PORTRAIT,
            },
            margin: {
              top: mm(paper.topMm),
              left: mm(paper.sideMm),
              right: mm(paper.sideMm),
              bottom: mm(17),
              header: mm(7),
              footer: mm(7),
            },
          },
        },
        ...(head !== undefined && { headers: { default: headerOf(head) } }),
        footers: { default: footerOf(sheet.stamp ?? '', across) },
        children: [...above(sheet, across), table(sheet, twips, type), ...below(sheet, across)],
      },
    ],
  })
  return docxBytes(file)
}

function above(sheet: Sheet, across: number): Paragraph[] {
  const title = new Paragraph({
    alignment: AlignmentType.CENTER,
    keepNext: true,
    spacing: { after: 100 },
    children: [new TextRun({ text: sheet.title, bold: true, ...runIn('title', around.titleSize) })],
  })
  if (sheet.left === undefined && sheet.right === undefined) return [title]
  return [title, sides([sheet.left ?? '', sheet.right ?? ''], across)]
}

function below(sheet: Sheet, across: number): Paragraph[] {
  const notes = (sheet.notes ?? []).map((text) => new Paragraph({ children: [new TextRun(text)] }))
  if (!sheet.signers?.length) return notes
  const step = Math.floor(across / sheet.signers.length)
  const signed = new Paragraph({
    spacing: { before: 240 },
    tabStops: sheet.signers.slice(1).map((_, at) => ({ type: TabStopType.LEFT, position: step * (at + 1) })),
    children: [new TextRun(sheet.signers.map((who) => `${who}：`).join('\t'))],
  })
  return [...notes, signed]
}

function table(sheet: Sheet, twips: readonly number[], type: TypeSize): Table {
  const edge = { style: BorderStyle.SINGLE, size: 4, color: '000000' }
  return new Table({
    layout: TableLayoutType.FIXED,
    alignment: AlignmentType.CENTER,
    width: { size: twips.reduce((sum, width) => sum + width, 0), type: WidthType.DXA },
    columnWidths: [...twips],
    borders: {
      top: edge,
      bottom: edge,
      left: edge,
      right: edge,
      insideHorizontal: edge,
      insideVertical: edge,
    },
    rows: [
      ...headRows(sheet.columns, twips, type),
      ...sheet.rows.map((row, at) => bodyRow(sheet, row, at, twips, type)),
    ],
  })
}

function headRows(columns: readonly SheetColumn[], twips: readonly number[], type: TypeSize): TableRow[] {
  const cell = (text: string, at: number, span: { across?: number; down?: number } = {}): TableCell => {
    const width = twips.slice(at, at + (span.across ?? 1)).reduce((sum, one) => sum + one, 0)
    return tableCell(text, width, 'center', 'heiti', type, span)
  }
  const row = (children: TableCell[]): TableRow =>
    new TableRow({ tableHeader: true, cantSplit: true, children })
  if (columns.every(({ group }) => group === undefined))
    return [row(columns.map(({ label }, at) => cell(label, at)))]
  const over = columns.flatMap(({ label, group }, at) => {
    if (group === undefined) return [cell(label, at, { down: 2 })]
    if (columns[at - 1]?.group === group) return []
    let across = 1
    while (columns[at + across]?.group === group) across++
    return [cell(group, at, { across })]
  })
  const own = columns.flatMap(({ label, group }, at) => (group === undefined ? [] : [cell(label, at)]))
  return [row(over), row(own)]
}

function bodyRow(
  sheet: Sheet,
  row: SheetRow,
  at: number,
  twips: readonly number[],
  type: TypeSize,
): TableRow {
  const next = sheet.rows[at + 1]
  const keep =
    row.role === 'group' || next?.role === 'total' || (next === undefined && sheet.signers !== undefined)
  return new TableRow({
    cantSplit: true,
    height: { value: Math.round(type.pitch * twip) + 100, rule: HeightRule.ATLEAST },
    children: sheet.columns.map(({ align }, column) => {
      const text = row.cells[column]?.text ?? ''
      const strong = row.role === 'total' || (row.role === 'group' && column === 0)
      const indented = row.role === 'item' && column === 0 ? `　${text}` : text
      return tableCell(indented, twips[column] ?? 0, align, strong ? 'heiti' : 'songti', type, {}, keep)
    }),
  })
}

function tableCell(
  text: string,
  width: number,
  align: SheetColumn['align'],
  font: Font,
  type: TypeSize,
  span: { readonly across?: number; readonly down?: number },
  keepNext = false,
): TableCell {
  return new TableCell({
    width: { size: width, type: WidthType.DXA },
    verticalAlign: VerticalAlignTable.CENTER,
    margins: { left: 40, right: 40 },
    ...(span.across !== undefined && { columnSpan: span.across }),
    ...(span.down !== undefined && { rowSpan: span.down }),
    children: text.split('\n').map(
      (part) =>
        new Paragraph({
          alignment: alignments[align],
          keepNext,
          spacing: { line: Math.round(type.pitch * twip), lineRule: LineRuleType.EXACT },
          children: [new TextRun({ text: part, ...runIn(font, type.size) })],
        }),
    ),
  })
}

function sides([left, right]: readonly [string, string], across: number): Paragraph {
  return new Paragraph({
    keepNext: true,
    tabStops: [{ type: TabStopType.RIGHT, position: across }],
    children: [new TextRun(`${left}\t${right}`)],
  })
}

function headerOf(text: string): Header {
  const words = new TextRun({ text, color: '808080', ...runIn('heiti', 9) })
  return new Header({ children: [new Paragraph({ alignment: AlignmentType.CENTER, children: [words] })] })
}

function footerOf(stamp: string, across: number): Footer {
  const page = ['第', PageNumber.CURRENT, '页 共', PageNumber.TOTAL_PAGES, '页']
  return new Footer({
    children: [
      new Paragraph({
        tabStops: [{ type: TabStopType.RIGHT, position: across }],
        children: [new TextRun({ children: [`${stamp}\t`, ...page], ...runIn('songti', 9) })],
      }),
    ],
  })
}
