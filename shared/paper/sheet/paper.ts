import type { Orientation } from './model'

/** Points in a millimetre. */
const mm = 72 / 25.4

/** A4 for a table: margins for a binder left and for the page number below. Lengths are millimetres. */
const margins = { top: 16, side: 15, bottom: 17 } as const

export interface Paper {
  readonly widthMm: number
  readonly heightMm: number
  readonly topMm: number
  readonly sideMm: number
  /** Points. */
  readonly width: number
  /** Points between the margins. */
  readonly height: number
}

const paperOf = (widthMm: number, heightMm: number): Paper => ({
  widthMm,
  heightMm,
  topMm: margins.top,
  sideMm: margins.side,
  width: (widthMm - 2 * margins.side) * mm,
  height: (heightMm - margins.top - margins.bottom) * mm,
})

export const papers: Readonly<Record<Orientation, Paper>> = {
  landscape: paperOf(297, 210),
  portrait: paperOf(210, 297),
}

/** A size of type for cells, in points: 五号, 小五, 六号, and one for tables with very many columns. */
export interface TypeSize {
  /** Its class in the stylesheet. */
  readonly name: string
  readonly size: number
  /** From one line of a cell to the next. */
  readonly pitch: number
}

export const typeSizes: readonly [TypeSize, ...TypeSize[]] = [
  { name: 'pt10', size: 10.5, pitch: 13.5 },
  { name: 'pt9', size: 9, pitch: 11.75 },
  { name: 'pt7', size: 7.5, pitch: 10 },
  { name: 'pt6', size: 6, pitch: 8.25 },
]

/** Above and below a cell's text together, points. */
export const cellPadding = 5

/** What stands around the table, points: 小二 title, 五号 lines. */
export const around = {
  titleSize: 18,
  titleLine: 27,
  titleGap: 5,
  lineSize: 10.5,
  line: 18,
  signers: 30,
} as const

/** Half characters that a table of this size of type may be wide. */
export function halvesAcross(paper: Paper, type: TypeSize): number {
  return Math.floor(paper.width / (type.size / 2))
}
