import { halvesOf } from '../characters'
import type { Sheet, SheetColumn } from './model'
import { halvesAcross, papers, type TypeSize, typeSizes } from './paper'

/** Columns on a page: a size of type and, for each column, its width in half characters of it. */
export interface Fit {
  readonly type: TypeSize
  readonly widths: readonly number[]
}

/** Half a character free at the text's side. */
export const sidePadding = 1
/** Two characters: nothing is narrower, so that a head can be read. */
const narrowest = 4 + sidePadding
/** A head of so many half characters, five Chinese ones, stands on one line; longer ones may take two. */
const headOnOneLine = 10
/** Values of a column that keeps them whole are broken all the same when they are longer, in half characters. */
const longestWhole = 20

/** What one column asks of the page, in half characters with its padding. */
interface Asked {
  /** So that no number, date or choice in it is broken, and its head can be read. */
  readonly need: number
  /** What it gets where the page has room for what all of them want. */
  readonly want: number
  /** So that nothing in it is broken. */
  readonly whole: number
  /** How much of what is left over it takes. */
  readonly weight: number
}

/**
 * Finds the largest type in which every column gets the width that its contents want, and hands out what is left.
 * Texts that would still be broken come first, then all columns by how much stands in them; numbers and single words take a
 * third of what a text of their length takes. A column in which nothing stands has the width of its head.
 * Where no type is small enough the wishes shrink together; numbers, dates and choices stay whole as long as that is possible.
 */
export function fitColumns(sheet: Sheet): Fit {
  const paper = papers[sheet.orientation]
  const asked = sheet.columns.map((column, at) => askedBy(column, sheet, at))
  const wants = asked.map(({ want }) => want)
  const needs = asked.map(({ need }) => need)
  const type =
    typeSizes.find((size) => sum(wants) <= halvesAcross(paper, size)) ?? typeSizes[typeSizes.length - 1]
  const chosen = type ?? typeSizes[0]
  const room = halvesAcross(paper, chosen)
  if (sum(wants) <= room) return { type: chosen, widths: withRest(asked, room) }
  const from = sum(needs) <= room ? needs : needs.map(() => leastOf(room, needs.length))
  const missing = wants.map((want, at) => Math.max(0, want - (from[at] ?? 0)))
  return { type: chosen, widths: share(from, missing, room - sum(from)) }
}

function leastOf(room: number, columns: number): number {
  return Math.min(narrowest, Math.floor(room / Math.max(1, columns)))
}

/** The wished widths with what is left of `room`, so that broken texts become whole before anything grows beyond its contents. */
function withRest(asked: readonly Asked[], room: number): number[] {
  const wants = asked.map(({ want }) => want)
  const missing = asked.map(({ whole, want }) => Math.max(0, whole - want))
  const rest = room - sum(wants)
  if (sum(missing) >= rest) return share(wants, missing, rest)
  const whole = wants.map((want, at) => want + (missing[at] ?? 0))
  return share(
    whole,
    asked.map(({ weight }) => weight),
    room - sum(whole),
  )
}

function askedBy(column: SheetColumn, sheet: Sheet, at: number): Asked {
  const head = headNeed(column)
  let widest = 0
  for (const row of sheet.rows)
    for (const line of (row.cells[at]?.text ?? '').split('\n')) widest = Math.max(widest, halvesIn(line))
  const contents = Math.max(head, widest + sidePadding)
  if (column.format !== 'text' || (column.whole && widest <= longestWhole))
    return { need: contents, want: contents, whole: contents, weight: contents / 3 }
  // Room that is to be written in is no text that could be short.
  const usual = Math.max(head, Math.round(column.width * 2) + sidePadding)
  if (column.toWrite) return { need: head, want: usual, whole: usual, weight: column.width }
  return { need: head, want: Math.min(usual, contents), whole: contents, weight: widest }
}

/** What a head needs: up to five characters stand on one line, more may take two. */
function headNeed({ label }: SheetColumn): number {
  const needed = headParts(label, headOnOneLine)
    .map(halvesIn)
    .map((halves) => (halves <= headOnOneLine ? halves : Math.max(headOnOneLine, Math.ceil(halves / 4) * 2)))
  return Math.max(narrowest, ...needed.map((halves) => halves + sidePadding))
}

/** A head's lines: as it says itself, and before a bracket where `room` half characters do not hold a line. */
export function headParts(label: string, room: number): readonly string[] {
  return label.split('\n').flatMap((part) => (halvesIn(part) <= room ? [part] : part.split(/(?=（)/)))
}

/** The width of a text on one line, in half characters. */
export function halvesIn(text: string): number {
  let halves = 0
  for (const character of text) halves += halvesOf(character)
  return halves
}

/** Adds `extra` to whole widths in proportion to `weights`; nothing is lost to rounding. */
function share(widths: readonly number[], weights: readonly number[], extra: number): number[] {
  const total = sum(weights)
  const by = total > 0 ? weights : widths
  const whole = sum(by)
  let weight = 0
  let given = 0
  return widths.map((width, at) => {
    weight += by[at] ?? 0
    const until = whole > 0 ? Math.round((extra * weight) / whole) : 0
    const part = until - given
    given = until
    return width + part
  })
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, one) => total + one, 0)
}
