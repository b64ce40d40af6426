import type { Kind } from '../definition/define'
import type { Json } from '../json'
import { cellsOf, type Flat } from '../shapes'
import { rowIdsOf, rowKey } from './both-shapes'

/**
 * The values that derive from a record's rows: a sum of one of their cells, or how many they are (`$rows`). Where there are
 * no rows, or none of them gives the cell, nothing derives: what a person typed stands.
 */
export function derivedTotals(kind: Kind, flat: Flat): Flat {
  const derived: [string, Json][] = []
  for (const [field, { of, sum }] of Object.entries(kind.totals ?? {})) {
    const rows = rowIdsOf(flat, of)
    const cells = sum === '$rows' ? rows.map(() => 1) : rows.flatMap((row) => cellOf(flat, of, row, sum))
    if (cells.length > 0) derived.push([field, cells.reduce((all, cell) => all + cell, 0)])
  }
  return Object.fromEntries(derived)
}

/** The number in one cell of a row; none when the cell is empty. */
function cellOf(flat: Flat, field: string, row: string, cell: string): readonly number[] {
  const value = cellsOf(flat[rowKey(field, row)])[cell]
  return typeof value === 'number' ? [value] : []
}
