import type { Input, Output } from '../../../shared/contract'
import { pastedLines } from '../../../shared/paste/lines'

export type Grid = Output<'indicators.grid'>

/** What was typed and not saved, by `cellKey`. */
export type TypedCells = ReadonlyMap<string, string>

export const cellKey = (row: number, month: number): string => `${row}/${month}`

/** Whether a cell is filled at all: a quarter's value stands in its last month. */
export const isOpen = (grid: Grid, row: number, month: number): boolean =>
  grid.open[row]?.includes(month) === true

/** What stands in a cell, or `undefined`. */
export const storedIn = (grid: Grid, row: number, month: number): Grid['cells'][number] | undefined =>
  grid.cells.find((cell) => cell.row === row && cell.month === month)

/** What was typed with one cell more; what says what is stored is typed no more. */
export function withTyped(
  grid: Grid,
  typed: TypedCells,
  row: number,
  month: number,
  text: string,
): TypedCells {
  const next = new Map(typed)
  if (text.trim() === (storedIn(grid, row, month)?.value ?? '')) next.delete(cellKey(row, month))
  else next.set(cellKey(row, month), text)
  return next
}

/**
 * A spreadsheet's cells put in from one cell on, to the right and down; what would fall on a month that is not filled, or outside,
 * is left out and counted.
 */
export function withPasted(
  grid: Grid,
  typed: TypedCells,
  at: { readonly row: number; readonly month: number },
  text: string,
): { readonly typed: TypedCells; readonly left: number } {
  const lines = pastedLines(text)
  let next = typed
  let left = 0
  for (const { at: line, words } of lines)
    words.forEach((word, column) => {
      const [row, month] = [at.row + line - 1, at.month + column]
      if (isOpen(grid, row, month)) next = withTyped(grid, next, row, month, word)
      else if (word !== '') left += 1
    })
  return { typed: next, left }
}

/** What is left to save once these cells were written; a cell that was typed into meanwhile is. */
export function withoutCells(typed: TypedCells, written: TypedCells): TypedCells {
  return new Map([...typed].filter(([key, text]) => written.get(key) !== text))
}

/** The cells to be saved, in the order of the grid, with what this screen saw of each. */
export function cellsToFill(grid: Grid, typed: TypedCells): Input<'indicators.fill'>['cells'] {
  return grid.rows.flatMap(({ indicator, unit }, row) =>
    grid.months.flatMap((date, month) => {
      const text = typed.get(cellKey(row, month))
      if (text === undefined) return []
      const value = text.trim() === '' ? null : text
      return [{ indicator, unit, date, value, seen: storedIn(grid, row, month)?.change ?? null }]
    }),
  )
}

/** The keys of the cells that `cellsToFill` answers, in its order. */
export function keysToFill(grid: Grid, typed: TypedCells): readonly string[] {
  return grid.rows.flatMap((_, row) =>
    grid.months.flatMap((__, month) => (typed.has(cellKey(row, month)) ? [cellKey(row, month)] : [])),
  )
}

/** The cell that a key leads to from another: ↑ ↓ and Enter by rows, ← → by months, past those that are not filled; null for none. */
export function nextCell(
  grid: Grid,
  { row, month }: { readonly row: number; readonly month: number },
  key: string,
): { readonly row: number; readonly month: number } | null {
  const steps: Readonly<Record<string, readonly [number, number]>> = {
    ArrowUp: [-1, 0],
    ArrowDown: [1, 0],
    Enter: [1, 0],
    ArrowLeft: [0, -1],
    ArrowRight: [0, 1],
  }
  const step = steps[key]
  if (!step) return null
  for (
    let [r, m] = [row + step[0], month + step[1]];
    grid.rows[r] && grid.months[m];
    r += step[0], m += step[1]
  )
    if (isOpen(grid, r, m)) return { row: r, month: m }
  return null
}
