import {
  AlignmentType,
  BorderStyle,
  Document,
  DocumentGridType,
  Footer,
  HeadingLevel,
  type IParagraphOptions,
  type IRunOptions,
  LineRuleType,
  Packer,
  PageNumber,
  Paragraph,
  Table,
  TableCell,
  TableLayoutType,
  TableRow,
  TextRun,
  VerticalAlignTable,
  WidthType,
} from 'docx'
import type { Block, DocumentModel, Run } from '../../../shared/reports/document'
import { lineText, placeSignature } from '../../../shared/reports/layout'
import { typeArea } from '../../../shared/reports/type-area'

const fonts = {
  fangsong: '仿宋',
  heiti: '黑体',
  kaiti: '楷体',
  title: '方正小标宋简体',
  songti: '宋体',
} as const
type Font = keyof typeof fonts

/** Twips in a point. */
const twip = 20
/** Down to whole twips: 22 lines must not pass the type area. */
const line = Math.floor(typeArea.linePitch * twip)
const character = typeArea.characterPitch * twip
const widthOf = (characters: number): number => Math.round(characters * character)

/** Rounded as Word rounds, so that A4 is its own A4: 11906 × 16838. */
const twips = (millimetres: number): number => Math.round((millimetres / 25.4) * 72 * twip)

const margin = {
  top: twips(typeArea.topMm),
  left: twips(typeArea.leftMm),
  bottom: twips(typeArea.pageHeightMm - typeArea.topMm - typeArea.heightMm),
  right: twips(typeArea.pageWidthMm - typeArea.leftMm - typeArea.widthMm),
  header: twips(15),
  // The page number's line ends here: 7 mm below the type area, 14 pt high.
  footer: twips(23),
}

/**
 * The document as .docx for Word and WPS: A4 of GB/T 9704 with the document grid of 22 lines × 28 characters, table heads
 * repeated, page numbers — 1 — on the outer side. Word breaks the lines itself, so pages may differ from print by a line.
 */
export async function toDocx(document: DocumentModel): Promise<Uint8Array> {
  const file = new Document({
    title: document.title,
    creator: '院坝普法台',
    evenAndOddHeaderAndFooters: true,
    styles: {
      default: {
        document: {
          run: { ...run('fangsong', typeArea.body), language: { value: 'zh-CN', eastAsia: 'zh-CN' } },
          paragraph: { spacing: spacing() },
        },
        title: {
          run: { ...run('title', typeArea.title), color: '000000' },
          paragraph: { spacing: spacing() },
        },
        heading1: { run: { ...run('heiti', typeArea.body), color: '000000' } },
        heading2: { run: { ...run('kaiti', typeArea.body), color: '000000' } },
        heading3: { run: { ...run('fangsong', typeArea.body), color: '000000' } },
      },
      // LibreOffice and WPS measure the grid against this style's own size, not against the document's default.
      paragraphStyles: [{ id: 'Normal', name: 'Normal', run: run('fangsong', typeArea.body) }],
    },
    sections: [
      {
        properties: {
          page: {
            size: {
              width: twips(typeArea.pageWidthMm),
              height: twips(typeArea.pageHeightMm),
            },
            margin,
          },
          grid: {
            type: DocumentGridType.LINES_AND_CHARS,
            linePitch: line,
            // In 1/4096 pt against the default 16 pt.
            charSpace: Math.round((typeArea.characterPitch - typeArea.body) * 4096),
          },
        },
        footers: { default: pageNumber('right'), even: pageNumber('left') },
        children: document.blocks.flatMap(content),
      },
    ],
  })
  return new Uint8Array(await Packer.toArrayBuffer(file))
}

function content(block: Block): (Paragraph | Table)[] {
  if (block.type === 'paragraph') return [paragraph(block.runs, { indent: twoCharacters })]
  if (block.type === 'table') return table(block)
  if (block.type === 'signature') return signature(block.unit, block.date)
  if (block.level === 0)
    return [
      paragraph(block.runs, {
        heading: HeadingLevel.TITLE,
        alignment: AlignmentType.CENTER,
        keepNext: true,
        spacing: { ...spacing(), after: line },
      }),
    ]
  const level = [HeadingLevel.HEADING_1, HeadingLevel.HEADING_2, HeadingLevel.HEADING_3][block.level - 1]
  return [
    paragraph(block.runs, {
      ...(level ? { heading: level } : {}),
      keepNext: true,
      indent: twoCharacters,
      spacing: spacing(),
    }),
  ]
}

const twoCharacters = { firstLine: widthOf(2), firstLineChars: 200 }

function signature(unit: string, date: string): Paragraph[] {
  const lines = placeSignature(unit, date)
  return lines.map(({ text, indent }, at) =>
    paragraph([{ text: lineText(text) }], {
      indent: { left: widthOf(indent / 2) },
      keepNext: at + 1 < lines.length,
      spacing: at === 0 ? { ...spacing(), before: line } : spacing(),
    }),
  )
}

function table(block: Extract<Block, { type: 'table' }>): (Paragraph | Table)[] {
  const widths = block.columns.map((column) => widthOf(column.width))
  const row = (cells: readonly Run[], role: 'head' | 'plain' | 'group' | 'item' | 'total'): TableRow =>
    new TableRow({
      ...(role === 'head' ? { tableHeader: true } : {}),
      cantSplit: true,
      height: { value: line, rule: 'atLeast' },
      children: block.columns.map((column, at) => {
        const text = cells[at]?.text ?? ''
        const bold = role === 'head' || role === 'total' || (role === 'group' && at === 0)
        return new TableCell({
          width: { size: widths[at] ?? 0, type: WidthType.DXA },
          verticalAlign: VerticalAlignTable.CENTER,
          margins: { left: 40, right: 40 },
          children: (role === 'item' && at === 0 ? `　${text}` : text).split('\n').map(
            (part) =>
              new Paragraph({
                alignment: role === 'head' ? AlignmentType.CENTER : alignments[column.align],
                spacing: { line: typeArea.cellLine * twip, lineRule: LineRuleType.EXACT },
                children: [new TextRun({ text: part, ...run(bold ? 'heiti' : 'fangsong', typeArea.cell) })],
              }),
          ),
        })
      }),
    })
  const edge = { style: BorderStyle.SINGLE, size: 4, color: '000000' }
  return [
    new Paragraph({
      alignment: AlignmentType.CENTER,
      keepNext: true,
      spacing: spacing(),
      children: [new TextRun({ text: block.caption, ...run('heiti', typeArea.cell) })],
    }),
    new Table({
      layout: TableLayoutType.FIXED,
      width: { size: widths.reduce((sum, width) => sum + width, 0), type: WidthType.DXA },
      columnWidths: widths,
      borders: {
        top: edge,
        bottom: edge,
        left: edge,
        right: edge,
        insideHorizontal: edge,
        insideVertical: edge,
      },
      rows: [
        row(
          block.columns.map(({ label }) => ({ text: label })),
          'head',
        ),
        ...block.rows.map(({ cells, role }) => row(cells, role)),
      ],
    }),
  ]
}

const alignments = {
  left: AlignmentType.LEFT,
  center: AlignmentType.CENTER,
  right: AlignmentType.RIGHT,
} as const

function paragraph(runs: readonly Run[], options: IParagraphOptions): Paragraph {
  return new Paragraph({ ...options, children: runs.map(({ text }) => new TextRun(text)) })
}

function pageNumber(side: 'left' | 'right'): Footer {
  return new Footer({
    children: [
      new Paragraph({
        alignment: side === 'left' ? AlignmentType.LEFT : AlignmentType.RIGHT,
        indent: { [side]: typeArea.pageNumber * twip },
        children: [
          new TextRun({ children: ['— ', PageNumber.CURRENT, ' —'], ...run('songti', typeArea.pageNumber) }),
        ],
      }),
    ],
  })
}

/** `size` in points. */
function run(font: Font, size: number): IRunOptions {
  const name = fonts[font]
  return { size: size * 2, font: { ascii: name, hAnsi: name, eastAsia: name, cs: name } }
}

function spacing(): { line: number; lineRule: 'exact'; before: number; after: number } {
  return { line, lineRule: LineRuleType.EXACT, before: 0, after: 0 }
}
