import type { Kind } from '../../../shared/definition/define'
import type { RowsField } from '../../../shared/definition/fields'
import { type Json, sameJson } from '../../../shared/json'
import { asRows, type Body, type Cells } from '../../../shared/shapes'
import { changedKeys, type HiddenPaths, isEmpty, typedRowKey } from '../form-values'

/** What a form holds once its record was changed by another meanwhile. */
export interface Rebased {
  /** The record as it is now, with everything that was typed here. */
  readonly values: Body
  /** Fields that both changed, to different values; rows are joined and not among them. */
  readonly both: readonly string[]
  /** Fields that only the other changed, or whose rows are joined. */
  readonly taken: readonly string[]
}

/** One record three times. */
interface ThreeBodies {
  /** What the form began with. */
  readonly base: Body
  /** What stands in the form. */
  readonly mine: Body
  /** The record as it is now. */
  readonly theirs: Body
  /** What is stored, but not in the form. */
  readonly masked: HiddenPaths
}

/**
 * Carries what was typed over to the record as it is now: nothing of either is lost.
 */
export function rebase(kind: Kind, { base, mine, theirs, masked }: ThreeBodies): Rebased {
  const [myKeys, theirKeys] = [changedKeys(kind, base, mine, masked), changedKeys(kind, base, theirs)]
  const values: Record<string, Json> = { ...theirs }
  const both: string[] = []
  const taken = theirKeys.filter((key) => !myKeys.includes(key))
  for (const key of myKeys) {
    const isBoth = theirKeys.includes(key) && !sameValue(mine[key], theirs[key])
    const field = kind.fields[key]
    if (isBoth && field?.type === 'rows') {
      values[key] = joinedRows(field, asRows(base[key]), asRows(mine[key]), asRows(theirs[key]))
      taken.push(key)
      continue
    }
    values[key] = mine[key] ?? null
    if (isBoth) both.push(key)
  }
  return { values, both, taken }
}

function sameValue(a: Json | undefined, b: Json | undefined): boolean {
  return (isEmpty(a) && isEmpty(b)) || sameJson(a ?? null, b ?? null)
}

/** Their rows with my cells in them, without those that I took out, and mine behind them; what I changed of a row that they took out is a new one. */
function joinedRows(
  field: RowsField,
  base: readonly Cells[],
  mine: readonly Cells[],
  theirs: readonly Cells[],
): Json {
  const [before, own] = [byKey(base), byKey(mine)]
  const kept = theirs.flatMap((row): Cells[] => {
    const [old, now] = [before.get(typedRowKey(row)), own.get(typedRowKey(row))]
    if (now === undefined) return old === undefined ? [row] : []
    return [{ ...row, ...changedCells(field, old ?? {}, now) }]
  })
  const there = new Set(theirs.map(typedRowKey))
  const added = mine.flatMap((row): Cells[] => {
    if (there.has(typedRowKey(row))) return []
    const old = before.get(typedRowKey(row))
    if (old === undefined) return [row]
    const { id, ...cells } = row
    return Object.keys(changedCells(field, old, row)).length > 0 ? [{ ...cells, $new: String(id) }] : []
  })
  return [...kept, ...added]
}

const byKey = (rows: readonly Cells[]): ReadonlyMap<string, Cells> =>
  new Map(rows.map((row) => [typedRowKey(row), row]))

function changedCells({ of }: RowsField, old: Cells, now: Cells): Cells {
  const changed = Object.keys(of).filter((cell) => !sameValue(old[cell], now[cell]))
  return Object.fromEntries(changed.map((cell) => [cell, now[cell] ?? null]))
}
