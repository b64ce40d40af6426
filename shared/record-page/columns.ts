import { halvesOf } from '../paper/characters'
import type { DocumentModel } from '../paper/document'
import { longestWord } from '../paper/form-rows'
import { halfCell, lineHalves, typeArea } from '../paper/type-area'

type Table = Extract<DocumentModel['blocks'][number], { type: 'table' }>
type Column = Table['columns'][number]

/** Half cells of the body: nothing is narrower, so that two characters of a head stand side by side. */
const narrowest = 4
/** Half characters: a column does not ask for more, however long its texts are. */
const widestWish = 40

/**
 * Shares the line among columns by what stands in them: first so that no number or date breaks, then by how long the texts
 * are. Widths come in halves of a character and fill the line.
 */
export function fittedColumns(
  columns: readonly Pick<Column, 'label' | 'align'>[],
  rows: readonly (readonly string[])[],
): Column[] {
  const texts = columns.map(({ label }, at) => [label, ...rows.map((cells) => cells[at] ?? '')])
  const least = texts.map((column) => cellsFor(Math.max(...column.map(longestWord))))
  const wish = texts.map((column) => cellsFor(Math.min(widestWish, Math.max(...column.map(halvesIn)))))
  const floor = sum(least) <= lineHalves ? least : least.map(() => Math.min(narrowest, even(columns.length)))
  const weights = floor.map((width, at) => Math.max(0, (floor === least ? wish : least)[at] ?? 0) - width)
  const widths = shareOut(floor, weights)
  return columns.map((column, at) => ({ ...column, width: (widths[at] ?? narrowest) / 2 }))
}

/** Half cells of the body that a cell of so many half characters takes. */
function cellsFor(halves: number): number {
  const points = (halves * typeArea.cell) / 2 + 2 * typeArea.cellPadding + 1
  return Math.max(narrowest, Math.ceil(points / halfCell))
}

function even(count: number): number {
  return Math.floor(lineHalves / Math.max(1, count))
}

function halvesIn(text: string): number {
  return [...text].reduce((halves, character) => halves + halvesOf(character), 0)
}

/** Hands the rest of the line out in proportion to the weights (to the widths, where nothing weighs). */
function shareOut(widths: readonly number[], weights: readonly number[]): number[] {
  const rest = lineHalves - sum(widths)
  const by = weights.some((weight) => weight > 0) ? weights.map((weight) => Math.max(0, weight)) : widths
  let weight = 0
  let given = 0
  return widths.map((width, at) => {
    weight += by[at] ?? 0
    const until = Math.round((rest * weight) / sum(by))
    const part = until - given
    given = until
    return width + part
  })
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, one) => total + one, 0)
}
