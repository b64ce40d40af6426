import {
  AlignmentType,
  Document,
  DocumentGridType,
  Footer,
  Header,
  HeadingLevel,
  type IParagraphOptions,
  type ISectionOptions,
  PageNumber,
  Paragraph,
  type Table,
  TabStopType,
  TextRun,
} from 'docx'
import type { Block, DocumentModel, Run } from '../../../shared/paper/document'
import { dateFromRight, lineText, placeSignature, standsApart } from '../../../shared/paper/layout'
import { wrapBalanced } from '../../../shared/paper/line-breaking'
import type { PageMarks } from '../../../shared/paper/markup'
import { typeArea } from '../../../shared/paper/type-area'
import { docxTable, form } from './docx-tables'
import { docxBytes, line, madeBy, runIn, spacing, twip, widthOf } from './docx-type'

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
export async function toDocx(document: DocumentModel, marks?: PageMarks): Promise<Uint8Array> {
  return packed(document.title, [
    {
      // Not at the foot: the page number has its place there.
      ...(marks && headed([headOf(marks), marks.note].filter(Boolean).join('　'))),
      footers: { default: pageNumber('right'), even: pageNumber('left') },
      children: contentOf(document),
    },
  ])
}

/** A document among others in one file: the number of its first page, null for pages without one; absent: counted anew. */
export interface BoundPaper {
  readonly document: DocumentModel
  readonly from?: number | null
}

/**
 * Forms as one .docx: each document begins on a page of its own with its pages counted anew or numbered through, its marks at the head and
 * `note` at the foot.
 * How many pages a part has only Word can say, so that only a single form says 「共2页」.
 */
export async function formsToDocx(
  title: string,
  papers: readonly BoundPaper[],
  { note, ...marks }: PageMarks,
): Promise<Uint8Array> {
  const sections = papers.map(({ document, from }) => {
    const footer = formFooter(note, from === null ? 'none' : papers.length === 1 ? 'whole' : 'own')
    return {
      ...headed(headOf(marks)),
      footers: { default: footer, even: footer },
      children: contentOf(document),
      ...(typeof from === 'number' && { start: from }),
    }
  })
  return packed(title, sections)
}

type Part = Pick<ISectionOptions, 'headers' | 'footers' | 'children'> & {
  /** The number of its first page; absent: 1. */
  readonly start?: number
}

async function packed(title: string, parts: readonly Part[]): Promise<Uint8Array> {
  const file = new Document({
    title,
    ...madeBy,
    evenAndOddHeaderAndFooters: true,
    styles: {
      default: {
        document: {
          run: { ...runIn('fangsong', typeArea.body), language: { value: 'zh-CN', eastAsia: 'zh-CN' } },
          paragraph: { spacing: spacing() },
        },
        title: {
          run: { ...runIn('title', typeArea.title), color: '000000' },
          paragraph: { spacing: spacing() },
        },
        heading1: { run: { ...runIn('heiti', typeArea.body), color: '000000' } },
        heading2: { run: { ...runIn('kaiti', typeArea.body), color: '000000' } },
        heading3: { run: { ...runIn('fangsong', typeArea.body), color: '000000' } },
      },
      // LibreOffice and WPS measure the grid against this style's own size, not against the document's default.
      paragraphStyles: [{ id: 'Normal', name: 'Normal', run: runIn('fangsong', typeArea.body) }],
    },
    sections: parts.map(({ start = 1, ...part }) => ({
      ...part,
      properties: {
        page: {
          size: {
            width: twips(typeArea.pageWidthMm),
            height: twips(typeArea.pageHeightMm),
          },
          margin,
          pageNumbers: { start },
        },
        grid: {
          type: DocumentGridType.LINES_AND_CHARS,
          linePitch: line,
          // In 1/4096 pt against the default 16 pt.
          charSpace: Math.round((typeArea.characterPitch - typeArea.body) * 4096),
        },
      },
    })),
  })
  return docxBytes(file)
}

function contentOf({ blocks }: DocumentModel): (Paragraph | Table)[] {
  return blocks.flatMap((block, at) => {
    // Word makes one table of two that touch.
    const apart = standsApart(block, blocks[at - 1])
    const signed = blocks[at + 1]?.type === 'signature'
    return apart ? [new Paragraph({ spacing: spacing() }), ...content(block, signed)] : content(block, signed)
  })
}

/** @param signed the signature follows: what stands before it stays on its page, so that it never stands on one alone */
function content(block: Block, signed: boolean): (Paragraph | Table)[] {
  if (block.type === 'paragraph') return [paragraph(block.runs, { ...placed(block.align), keepNext: signed })]
  if (block.type === 'table') return docxTable(block, signed)
  if (block.type === 'form') return [form(block)]
  if (block.type === 'signature') return signature(block.unit, block.date)
  if (block.level === 0) return [title(block.runs)]
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

/**
 * Broken here, as on the printed page: a program left to itself puts the last character on a line of its own. Lines are a
 * character shorter, because fonts that stand in for the title's have wider digits.
 */
function title(runs: readonly Run[]): Paragraph {
  const lines = wrapBalanced(runs, (typeArea.titleCharacters - 1) * 2)
  return new Paragraph({
    autoSpaceEastAsianText: false,
    heading: HeadingLevel.TITLE,
    alignment: AlignmentType.CENTER,
    keepNext: true,
    spacing: { ...spacing(), after: line },
    children: lines.map((text, at) => new TextRun({ text: lineText(text), ...(at > 0 && { break: 1 }) })),
  })
}

/** Where a paragraph's lines begin. */
function placed(align: Extract<Block, { type: 'paragraph' }>['align']): IParagraphOptions {
  if (align === 'center') return { alignment: AlignmentType.CENTER }
  return align === 'flush' ? {} : { indent: twoCharacters }
}

/** In twips and not in characters: LibreOffice takes a character of the indent for 16 pt, and the line loses one. */
const twoCharacters = { firstLine: widthOf(2) }

/** The date is placed from the right, so that it ends where it should whatever font draws its digits. */
function signature(unit: string, date: string): Paragraph[] {
  const lines = placeSignature(unit, date)
  return lines.map(({ text, indent }, at) => {
    const isDate = at + 1 === lines.length
    return paragraph([{ text: lineText(text) }], {
      ...(isDate
        ? { alignment: AlignmentType.RIGHT, indent: { right: widthOf(dateFromRight / 2) } }
        : { indent: { left: widthOf(indent / 2) } }),
      keepNext: !isDate,
      spacing: at === 0 ? { ...spacing(), before: line } : spacing(),
    })
  })
}

/** Text on the grid: no space that nobody typed between Chinese and digits. */
function paragraph(runs: readonly Run[], options: IParagraphOptions): Paragraph {
  return new Paragraph({
    autoSpaceEastAsianText: false,
    ...options,
    children: runs.map(({ text, face }) =>
      face === undefined ? new TextRun(text) : new TextRun({ text, ...runIn(face, typeArea.body) }),
    ),
  })
}

/** What stands across a printed page stands at the head of Word's. */
function headOf({ watermark, header }: Omit<PageMarks, 'note'>): string {
  return watermark ?? header ?? ''
}

/** `text` at the head of every page of a section; no head for none. */
function headed(text: string): Pick<Part, 'headers'> {
  if (text === '') return {}
  const words = new TextRun({ text, ...runIn('songti', 9) })
  const header = new Header({
    children: [new Paragraph({ alignment: AlignmentType.CENTER, children: [words] })],
  })
  return { headers: { default: header, even: header } }
}

function pageNumber(side: 'left' | 'right'): Footer {
  return new Footer({
    children: [
      new Paragraph({
        alignment: side === 'left' ? AlignmentType.LEFT : AlignmentType.RIGHT,
        indent: { [side]: typeArea.pageNumber * twip },
        children: [
          new TextRun({
            children: ['— ', PageNumber.CURRENT, ' —'],
            ...runIn('songti', typeArea.pageNumber),
          }),
        ],
      }),
    ],
  })
}

/** @param numbered with its page, with how many there are too, or with neither */
function formFooter(note: string, numbered: 'own' | 'whole' | 'none'): Footer {
  const { CURRENT, TOTAL_PAGES } = PageNumber
  return new Footer({
    children: [
      new Paragraph({
        tabStops: [{ type: TabStopType.RIGHT, position: widthOf(typeArea.characters) }],
        children: [
          new TextRun({
            children:
              numbered === 'none'
                ? [note]
                : [`${note}\t第`, CURRENT, '页', ...(numbered === 'whole' ? [' 共', TOTAL_PAGES, '页'] : [])],
            ...runIn('songti', typeArea.foot),
          }),
        ],
      }),
    ],
  })
}
