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

/**
 * Finds the largest type in which every column gets the width it wants, and hands what is left to the columns with text.
 * Where no type is small enough the wishes shrink together; numbers and dates stay whole as long as that is possible.
 */
export function fitColumns(sheet: Sheet): Fit {
  const paper = papers[sheet.orientation]
  const needs = sheet.columns.map((column, at) => needOf(column, sheet, at))
  const wants = sheet.columns.map(({ width }, at) =>
    Math.max(needs[at] ?? narrowest, Math.round(width * 2) + sidePadding),
  )
  const type =
    typeSizes.find((size) => sum(wants) <= halvesAcross(paper, size)) ?? typeSizes[typeSizes.length - 1]
  const chosen = type ?? typeSizes[0]
  const room = halvesAcross(paper, chosen)
  if (sum(wants) <= room) {
    const texts = sheet.columns.map(({ format, width }) => (format === 'text' ? width : 0))
    return { type: chosen, widths: share(wants, texts, room - sum(wants)) }
  }
  if (sum(needs) <= room)
    return {
      type: chosen,
      widths: share(
        needs,
        wants.map((want, at) => want - (needs[at] ?? 0)),
        room - sum(needs),
      ),
    }
  const least = needs.map(() => Math.min(narrowest, Math.floor(room / Math.max(1, needs.length))))
  return { type: chosen, widths: share(least, wants, room - sum(least)) }
}

/** What a column needs so that no number or date in it is broken. */
function needOf(column: SheetColumn, sheet: Sheet, at: number): number {
  if (column.format === 'text') return narrowest
  let widest = 0
  for (const row of sheet.rows) widest = Math.max(widest, halvesIn(row.cells[at]?.text ?? ''))
  return Math.max(narrowest, widest + sidePadding)
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
