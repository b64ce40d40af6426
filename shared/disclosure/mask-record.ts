import { fieldOf, type Kind } from '../definition/define'
import type { CellFields, Field } from '../definition/fields'
import type { Json } from '../json'
import { maskText } from '../privacy/masks'
import { rowKey } from '../records/both-shapes'
import { type Body, type Cells, cellsOf, type Flat, isCells } from '../shapes'

/** A field's value with what is masked in it shortened; for a row, its cells. */
export function maskValue(field: Field | undefined, value: Json): Json {
  if (field?.type === 'rows') return isCells(value) ? maskCells(field.of, value) : value
  return field?.mask && typeof value === 'string' ? maskText(field.mask, value) : value
}

/** Whether a mask hides something of a value: nothing of an empty one, of an organisation, of a village alone. */
function isShortened(field: Field, value: Json | undefined): value is string {
  return field.mask !== undefined && typeof value === 'string' && maskText(field.mask, value) !== value
}

/**
 * A body with every masked field shortened, and which these were: field keys, `demands/<rowId>/phone` inside rows. Where
 * nothing is hidden, none is named.
 */
export function maskBody(kind: Kind, body: Body): { readonly body: Body; readonly masked: string[] } {
  const masked: string[] = []
  const shown: Record<string, Json> = { ...body }
  for (const [key, field] of Object.entries(kind.fields)) {
    const value = body[key]
    if (field.type === 'rows') {
      if (!Array.isArray(value)) continue
      shown[key] = value.map((row: Json) => {
        if (!isCells(row)) return row
        for (const [cell, of] of Object.entries(field.of))
          if (isShortened(of, row[cell])) masked.push(`${key}/${String(row.id)}/${cell}`)
        return maskCells(field.of, row)
      })
    } else if (isShortened(field, value)) {
      shown[key] = maskValue(field, value)
      masked.push(key)
    }
  }
  return { body: shown, masked }
}

/**
 * The stored keys under which a patch says something that a mask hides, other than by sending the mask back. Whether it is what
 * stands there already is told to nobody who may not see that: such a key is written in any case.
 * @param typed the patch as it was cleaned @param whole the same with its masks taken back
 */
export function saidUnseen(kind: Kind, current: Flat, typed: Body, whole: Body): ReadonlySet<string> {
  const keys = Object.entries(typed).flatMap(([key, value]): string[] => {
    const [field, after] = [fieldOf(kind, key), whole[key]]
    if (field?.type !== 'rows') return isSaid(field, current[key], value, after) ? [key] : []
    if (!Array.isArray(value) || !Array.isArray(after)) return []
    return value.flatMap((row: Json, at): string[] => {
      if (!isCells(row) || typeof row.id !== 'string') return []
      const stored = rowKey(key, row.id)
      const [before, cells] = [cellsOf(current[stored]), cellsOf(after[at])]
      return Object.entries(field.of).some(([cell, of]) => isSaid(of, before[cell], row[cell], cells[cell]))
        ? [stored]
        : []
    })
  })
  return new Set(keys)
}

function isSaid(
  field: Field | undefined,
  before: Json | undefined,
  typed: Json | undefined,
  whole: Json | undefined,
): boolean {
  return field !== undefined && typeof before === 'string' && typed === whole && isShortened(field, typed)
}

function maskCells(cells: CellFields, row: Cells): Cells {
  const shown: Record<string, Json> = { ...row }
  for (const [cell, { mask }] of Object.entries(cells)) {
    const value = row[cell]
    if (mask && typeof value === 'string') shown[cell] = maskText(mask, value)
  }
  return shown
}
