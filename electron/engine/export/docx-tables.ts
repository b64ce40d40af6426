import {
  AlignmentType,
  BorderStyle,
  LineRuleType,
  Paragraph,
  Table,
  TableCell,
  TableLayoutType,
  TableRow,
  TextRun,
  VerticalAlignTable,
  WidthType,
} from 'docx'
import type { Block, Run } from '../../../shared/paper/document'
import { formLines, formWidths } from '../../../shared/paper/form-rows'
import { typeArea } from '../../../shared/paper/type-area'
import { type Font, line, runIn, spacing, twip, widthOf } from './docx-type'

/** @param keepNext the last rows stay on the page of what follows the table */
export function docxTable(block: Extract<Block, { type: 'table' }>, keepNext = false): (Paragraph | Table)[] {
  const widths = block.columns.map((column) => widthOf(column.width))
  const row = (
    cells: readonly Run[],
    role: 'head' | 'plain' | 'group' | 'item' | 'total',
    keptWithNext: boolean,
  ): TableRow =>
    new TableRow({
      ...(role === 'head' ? { tableHeader: true } : {}),
      cantSplit: true,
      height: { value: block.dense ? denseLine : line, rule: 'atLeast' },
      children: block.columns.map((column, at) => {
        const text = cells[at]?.text ?? ''
        const bold = role === 'head' || role === 'total' || (role === 'group' && at === 0)
        return new TableCell({
          ...cellOptions,
          width: { size: widths[at] ?? 0, type: WidthType.DXA },
          children: cellText(role === 'item' && at === 0 ? `　${text}` : text, {
            font: bold ? 'heiti' : 'fangsong',
            align: role === 'head' ? 'center' : column.align,
            keepNext: keptWithNext,
          }),
        })
      }),
    })
  const caption = new Paragraph({
    alignment: AlignmentType.CENTER,
    keepNext: true,
    spacing: spacing(),
    children: [new TextRun({ text: block.caption, ...runIn('heiti', typeArea.cell) })],
  })
  return [
    ...(block.caption === '' ? [] : [caption]),
    new Table({
      layout: TableLayoutType.FIXED,
      width: { size: widths.reduce((sum, width) => sum + width, 0), type: WidthType.DXA },
      columnWidths: widths,
      borders,
      rows: [
        row(
          block.columns.map(({ label }) => ({ text: label })),
          'head',
          true,
        ),
        ...block.rows.map(({ cells, role }, at) =>
          // As in print: a street stays with its first village, the 合计 with the row before it.
          row(
            cells,
            role,
            role === 'group' ||
              block.rows[at + 1]?.role === 'total' ||
              (keepNext && at >= block.rows.length - rowsWithSignature),
          ),
        ),
      ],
    }),
  ]
}

/** Rows of different division stand on one grid of columns, made of every edge that any of them has. */
export function form(block: Extract<Block, { type: 'form' }>): Table {
  const rows = formLines(block).map((entries) => ({ entries, ends: endsOf(formWidths(entries.length)) }))
  const edges = [...new Set(rows.flatMap(({ ends }) => ends))].sort((a, b) => a - b)
  const columnWidths = edges.map((edge, at) => widthOf((edge - (edges[at - 1] ?? 0)) / 2))
  return new Table({
    layout: TableLayoutType.FIXED,
    width: { size: columnWidths.reduce((sum, width) => sum + width, 0), type: WidthType.DXA },
    columnWidths,
    borders,
    rows: rows.map(({ entries, ends }) => {
      const texts = entries.flatMap(({ label, text }) => [label, text])
      const cells = texts.map((text, at) => {
        const isLabel = at % 2 === 0
        const spanned = edges.filter((edge) => edge > (ends[at - 1] ?? 0) && edge <= (ends[at] ?? 0))
        return new TableCell({
          ...cellOptions,
          columnSpan: spanned.length,
          children: cellText(text, {
            font: isLabel ? 'heiti' : 'fangsong',
            align: isLabel ? 'center' : 'left',
          }),
        })
      })
      // A row to sign is no room to sign in once a page cuts it; what is long may go on.
      const isShort = texts.every((text) => text.length < longEntry)
      return new TableRow({
        cantSplit: isShort,
        height: { value: denseLine, rule: 'atLeast' },
        children: cells,
      })
    }),
  })
}

/** Where each of these widths ends, from the left. */
function endsOf(widths: readonly number[]): number[] {
  let end = 0
  return widths.map((width) => {
    end += width
    return end
  })
}

/** Characters of a value from which its row may be cut by a page. */
const longEntry = 200
/** The height of a dense row with one line. */
const denseLine = Math.round((line * 3) / 4)
const edge = { style: BorderStyle.SINGLE, size: 4, color: '000000' }
const borders = {
  top: edge,
  bottom: edge,
  left: edge,
  right: edge,
  insideHorizontal: edge,
  insideVertical: edge,
}
const cellOptions = { verticalAlign: VerticalAlignTable.CENTER, margins: { left: 40, right: 40 } }

/** As many rows of a table stay with a signature under it. */
const rowsWithSignature = 2

function cellText(
  text: string,
  {
    font,
    align,
    keepNext = false,
  }: { readonly font: Font; readonly align: keyof typeof alignments; readonly keepNext?: boolean },
): Paragraph[] {
  return text.split('\n').map(
    (part) =>
      new Paragraph({
        alignment: alignments[align],
        keepNext,
        spacing: { line: typeArea.cellLine * twip, lineRule: LineRuleType.EXACT },
        children: [new TextRun({ text: part, ...runIn(font, typeArea.cell) })],
      }),
  )
}

const alignments = {
  left: AlignmentType.LEFT,
  center: AlignmentType.CENTER,
  right: AlignmentType.RIGHT,
} as const
