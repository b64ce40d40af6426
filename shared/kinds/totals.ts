import type { Json } from '../json'
import type { Kind } from './define'
import { type FlatBody, rowIdsOf, rowKey } from './patch'

/**
 * The values that derive from a record's rows: a sum of one of their cells, or how many they are (`$rows`). A field whose rows
 * are none has no derived value: what a person typed stands.
 */
export function derivedTotals(kind: Kind, flat: FlatBody): FlatBody {
  const derived: [string, Json][] = []
  for (const [field, { of, sum }] of Object.entries(kind.totals ?? {})) {
    const rows = rowIdsOf(flat, of)
    if (rows.length === 0) continue
    const total =
      sum === '$rows' ? rows.length : rows.reduce((all, row) => all + cellOf(flat, of, row, sum), 0)
    derived.push([field, total])
  }
  return Object.fromEntries(derived)
}

function cellOf(flat: FlatBody, field: string, row: string, cell: string): number {
  const cells = flat[rowKey(field, row)]
  if (typeof cells !== 'object' || cells === null || Array.isArray(cells)) return 0
  const value = (cells as FlatBody)[cell]
  return typeof value === 'number' ? value : 0
}
