import type { Kind, Total } from '../definition/define'
import type { Json } from '../json'
import { cellsOf, type Flat } from '../shapes'
import { rowIdsOf, rowKey } from './both-shapes'

/**
 * The values that derive from a record's rows: a sum of one of their cells, how many they are (`$rows`), or the earliest date
 * among those still open.
 * Where there are no rows, or none of them gives the cell, no sum derives: what a person typed stands. A date that no row
 * gives any more is empty.
 */
export function derivedTotals(kind: Kind, flat: Flat): Flat {
  const derived = Object.entries(kind.totals ?? {}).flatMap(([field, total]): [string, Json][] => {
    const value = 'sum' in total ? sumOf(total, flat) : earliestOf(total, flat)
    if (value !== undefined) return [[field, value]]
    return 'sum' in total || !Object.hasOwn(flat, field) ? [] : [[field, null]]
  })
  return Object.fromEntries(derived)
}

type Sum = Extract<Total, { readonly sum: string }>
type Earliest = Extract<Total, { readonly earliest: string }>

function sumOf({ of, sum }: Sum, flat: Flat): number | undefined {
  const rows = rowIdsOf(flat, of)
  const cells = sum === '$rows' ? rows.map(() => 1) : rows.flatMap((row) => cellOf(flat, of, row, sum))
  return cells.length > 0 ? cells.reduce((all, cell) => all + cell, 0) : undefined
}

function earliestOf({ of, earliest, unless }: Earliest, flat: Flat): string | undefined {
  const open = rowIdsOf(flat, of)
    .map((row) => cellsOf(flat[rowKey(of, row)]))
    .filter((cells) => (cells[unless] ?? '') === '')
  return open
    .map((cells) => cells[earliest])
    .filter((date): date is string => typeof date === 'string' && date !== '')
    .sort()
    .at(0)
}

/** The number in one cell of a row; none when the cell is empty. */
function cellOf(flat: Flat, field: string, row: string, cell: string): readonly number[] {
  const value = cellsOf(flat[rowKey(field, row)])[cell]
  return typeof value === 'number' ? [value] : []
}
