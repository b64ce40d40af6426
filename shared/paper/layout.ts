import type { Block, DocumentModel } from './document'
import { layForm } from './form-rows'
import { type WrappedLine, wrap, wrapBalanced } from './line-breaking'
import { type LaidRow, layRows } from './table-rows'
import { lineHalves, pageHalves, typeArea } from './type-area'

/** How a line is set: the title, headings 一、 (一) 1., body text, a table's caption. */
export type LineStyle = 'title' | 'h1' | 'h2' | 'h3' | 'body' | 'caption'

export interface LaidLine {
  readonly type: 'line'
  readonly style: LineStyle
  /** Half cells from the left edge; title and captions are centred and have 0. */
  readonly indent: number
  readonly text: WrappedLine
  /** First line of its block, so that markup can say where a heading or paragraph begins. */
  readonly first: boolean
  /** Half lines from the top of the type area; rows may begin on a half of one. */
  readonly top: number
}

export interface LaidTableRow {
  readonly type: 'row'
  /** Which table of the document, from 0, and its caption. */
  readonly table: number
  readonly caption: string
  readonly row: LaidRow
  readonly top: number
}

/** A picture as wide as the type area, which only pages that nobody takes on in an office file may have. */
export interface PictureBlock {
  readonly type: 'picture'
  /** What it shows, for who does not see it. */
  readonly says: string
  /** A `data:` address. */
  readonly source: string
}

export interface LaidPicture {
  readonly type: 'picture'
  readonly picture: PictureBlock
  readonly top: number
}

export type LaidItem = LaidLine | LaidTableRow | LaidPicture

/** A picture of a screen, 16:9, is 8.7 lines high at the width of the type area. */
export const pictureHalves = 18

export interface LaidPage {
  /** From 1. */
  readonly number: number
  readonly items: readonly LaidItem[]
}

type Unplaced =
  | Omit<LaidLine, 'top'>
  | Omit<LaidTableRow, 'top'>
  | Omit<LaidPicture, 'top'>
  | { readonly type: 'gap' }

type Tie = 'none' | 'wish' | 'always'

interface Piece {
  readonly item: Unplaced
  /** Half lines. */
  readonly height: number
  /** Stays on the page of the next piece: always, or where a page can hold all that is so tied. */
  readonly tie: Tie
  /** Set again at the top of a page on which this row's table goes on. */
  readonly head?: LaidRow
}

const indent = 4
/** 成文日期: 4 characters in from the right. */
/** Half cells from the end of the date to the right edge: 4 characters (GB/T 9704 7.3.5). */
export const dateFromRight = 8

/**
 * Lays a document out on the GB/T 9704-2012 grid, with no browser's help: the same pages in preview, print and PDF.
 * Headings, captions and table heads never end a page, a signature never stands alone on one.
 */
export function layOut(
  document: DocumentModel | { readonly blocks: readonly (Block | PictureBlock)[] },
): LaidPage[] {
  let tables = 0
  const pieces = document.blocks.flatMap((block, at): Piece[] => {
    if (block.type === 'picture')
      return [{ item: { type: 'picture', picture: block }, height: pictureHalves, tie: 'none' }]
    if (block.type !== 'table' && block.type !== 'form') return textPieces(block)
    const rows = block.type === 'table' ? tablePieces(block, tables++) : formPieces(block, tables++)
    return standsApart(block, document.blocks[at - 1]) ? [gap(), ...rows] : rows
  })
  return paginate(keepSignature(document.blocks, pieces))
}

/** Whether a table or form needs a line between it and the one before; a caption is such a line. */
export function standsApart(block: Block, before: { readonly type: string } | undefined): boolean {
  const isCaptioned = block.type === 'table' && block.caption !== ''
  const isBoxed = ({ type }: { readonly type: string }): boolean => type === 'table' || type === 'form'
  return before !== undefined && isBoxed(block) && isBoxed(before) && !isCaptioned
}

function textPieces(block: Exclude<Block, { type: 'table' | 'form' }>): Piece[] {
  if (block.type === 'paragraph') return paragraphPieces(block)
  if (block.type === 'signature') return signaturePieces(block.unit, block.date)
  if (block.level === 0) {
    const title = wrapBalanced(block.runs, typeArea.titleCharacters * 2)
    return [...lines('title', title, 'always'), gap()]
  }
  const style = block.level === 1 ? 'h1' : block.level === 2 ? 'h2' : 'h3'
  return lines(style, wrap(block.runs, lineHalves - indent, lineHalves), 'always')
}

function paragraphPieces({ runs, align }: Extract<Block, { type: 'paragraph' }>): Piece[] {
  if (align === undefined) return lines('body', wrap(runs, lineHalves - indent, lineHalves), 'none')
  return wrap(runs, lineHalves).map((text, at): Piece => {
    const start = align === 'center' ? Math.floor((lineHalves - text.halves) / 2) : 0
    return {
      item: { type: 'line', style: 'body', indent: start, text, first: at === 0 },
      height: 2,
      tie: 'none',
    }
  })
}

function lines(style: LineStyle, wrapped: readonly WrappedLine[], tie: Tie): Piece[] {
  return wrapped.map((text, at) => ({
    item: { type: 'line', style, indent: style === 'title' || at > 0 ? 0 : indent, text, first: at === 0 },
    height: 2,
    tie,
  }))
}

function gap(): Piece {
  return { item: { type: 'gap' }, height: 2, tie: 'always' }
}

/**
 * Where 落款 stands, in half cells from the left. The date ends 4 characters from the margin.
 * The unit's name (in lines, when it is long) is centred over it, and moves left where it would pass the margin.
 */
export function placeSignature(unit: string, date: string): readonly { text: WrappedLine; indent: number }[] {
  const [laidDate = { segments: [], halves: 0 }] = wrap([{ text: date }], lineHalves - dateFromRight)
  const end = lineHalves - dateFromRight
  const middle = end - laidDate.halves / 2
  const names = wrap([{ text: unit }], lineHalves).map((text) => ({
    text,
    indent: Math.max(0, Math.floor(Math.min(middle - text.halves / 2, lineHalves - text.halves))),
  }))
  return [...names, { text: laidDate, indent: end - laidDate.halves }]
}

function signaturePieces(unit: string, date: string): Piece[] {
  const placed = placeSignature(unit, date)
  return [
    gap(),
    ...placed.map(
      ({ text, indent }, at): Piece => ({
        item: { type: 'line', style: 'body', indent, text, first: true },
        height: 2,
        tie: at + 1 < placed.length ? 'always' : 'none',
      }),
    ),
  ]
}

function tablePieces(table: Extract<Block, { type: 'table' }>, number: number): Piece[] {
  const { head, repeatHead, rows } = layRows(table)
  // A table that stands under a title of the page needs none of its own.
  const caption = table.caption === '' ? [] : wrap([{ text: table.caption }], typeArea.titleCharacters * 3)
  const piece = (row: LaidRow, tie: Tie): Piece => ({
    item: { type: 'row', table: number, caption: table.caption, row },
    height: row.height,
    tie,
    ...(repeatHead && row !== head ? { head } : {}),
  })
  return [
    ...caption.map(
      (text, at): Piece => ({
        item: { type: 'line', style: 'caption', indent: 0, text, first: at === 0 },
        height: 2,
        tie: 'always',
      }),
    ),
    ...(repeatHead ? [piece(head, 'always')] : []),
    // A street stays with its first village, the 合计 row with the row before it.
    ...rows.map((row, at) =>
      piece(row, rows[at + 1]?.role === 'total' || row.role === 'group' ? 'wish' : 'none'),
    ),
  ]
}

function formPieces(form: Extract<Block, { type: 'form' }>, number: number): Piece[] {
  return layForm(form).map((row) => ({
    item: { type: 'row', table: number, caption: form.name, row },
    height: row.height,
    tie: 'none',
  }))
}

/** Ties the last line before a signature (a form at the end is one) to it, so that it never stands on a page without text. */
function keepSignature(blocks: readonly { readonly type: string }[], pieces: readonly Piece[]): Piece[] {
  const end = blocks.at(-1)?.type
  if (blocks.length < 2 || (end !== 'signature' && end !== 'form')) return [...pieces]
  if (end === 'form') return keepClosingForm(pieces)
  const start = pieces.findLastIndex((piece) => piece.item.type === 'gap')
  return pieces.map((piece, at) => (at === start - 1 ? { ...piece, tie: 'always' } : piece))
}

/** What is signed below a text is a form no higher than this, in half lines: a third of a page. */
const closingHalves = Math.floor(pageHalves / 3)
/** So many lines of the text stand above what is signed below it, and the paragraph that they begin in. */
const closingLines = 3

/** Keeps a short form at the end in one piece with the end of the text that is signed by it; of any other its beginning. */
function keepClosingForm(pieces: readonly Piece[]): Piece[] {
  const start = pieces.findLastIndex(({ item }) => item.type !== 'row') + 1
  const isShort = pieces.slice(start).reduce((sum, { height }) => sum + height, 0) <= closingHalves
  const from = pieces.findLastIndex(
    ({ item }, at) => at <= start - closingLines && item.type === 'line' && item.first,
  )
  const signsText = from >= 0 && pieces.slice(from, start).every(({ item }) => item.type === 'line')
  if (isShort && signsText)
    return pieces.map((piece, at) =>
      at >= from && at + 1 < pieces.length && piece.tie === 'none' ? { ...piece, tie: 'wish' } : piece,
    )
  const before = pieces.findLastIndex(({ item }, at) => at < start && item.type !== 'gap')
  return pieces.map((piece, at) => (at === before ? { ...piece, tie: 'always' } : piece))
}

function paginate(pieces: readonly Piece[]): LaidPage[] {
  const pages: LaidItem[][] = [[]]
  let top = 0
  const turn = (): void => {
    pages.push([])
    top = 0
  }
  for (let at = 0; at < pieces.length; ) {
    const wished = chainFrom(pieces, at, ['wish', 'always'])
    const chain = heightOf(wished, 0) <= pageHalves ? wished : chainFrom(pieces, at, ['always'])
    const height = heightOf(chain, top)
    if (top > 0 && top + height > pageHalves && heightOf(chain, 0) <= pageHalves) turn()
    for (const piece of chain) {
      top = aligned(piece, top)
      if (top + piece.height > pageHalves) turn()
      const page = pages.at(-1) ?? []
      if (piece.item.type === 'gap') {
        if (top > 0) top += piece.height
        continue
      }
      if (top === 0 && piece.head && piece.item.type === 'row') {
        page.push({ ...piece.item, row: piece.head, top: 0 })
        top = piece.head.height
      }
      page.push({ ...piece.item, top })
      top += piece.height
    }
    at += chain.length
  }
  return pages.filter((items) => items.length > 0).map((items, at) => ({ number: at + 1, items }))
}

/** The pieces from `at` that ties of these strengths hold together. */
function chainFrom(pieces: readonly Piece[], at: number, ties: readonly Tie[]): Piece[] {
  let end = at
  while (end + 1 < pieces.length && ties.includes(pieces[end]?.tie ?? 'none')) end++
  return pieces.slice(at, end + 1)
}

/** Text stands on whole lines of the grid; only table rows may begin on a half. */
function aligned(piece: Piece, top: number): number {
  return piece.item.type === 'row' ? top : Math.ceil(top / 2) * 2
}

function heightOf(chain: readonly Piece[], top: number): number {
  let end = top
  if (top === 0) end += chain[0]?.head?.height ?? 0
  for (const piece of chain) end = aligned(piece, end) + piece.height
  return end - top
}

/** The text of a line as it reads. */
export function lineText(line: WrappedLine): string {
  return line.segments.map((segment) => segment.text).join('')
}
