import { isFileKey } from '../../../shared/attachments/entry'
import { fieldOf, isTyped, type Kind } from '../../../shared/definition/define'
import { withTotals } from '../../../shared/editing/check-patch'
import { AppError, type FieldProblem } from '../../../shared/errors'
import type { Json } from '../../../shared/json'
import { rowIdsOf, rowKey, splitKey } from '../../../shared/records/both-shapes'
import { isSameRow } from '../../../shared/records/duplicates'
import { distinctKey, isDistinctKey } from '../../../shared/records/merge-marks'
import { cellsOf, type Flat, isCells } from '../../../shared/shapes'

export type Choice = Readonly<Record<string, 'keep' | 'drop'>>

/** What a merge sets on the record that stays, and which of its rows stand for which of the other's. */
export interface MergedBody {
  readonly set: Flat
  /** Row id of the dropped record → row id of the one that stays, where two rows became one. */
  readonly rows: ReadonlyMap<string, string>
}

/**
 * Two records as one. A field that is chosen or that the staying record lacks comes from the other record; rows and
 * photos are united.
 * Fields that this version does not know are kept. @param whole whether the person who merges may see what masks hide; the
 * record that stays tells nobody else that two such values are the same. @throws AppError `call.invalid` for a choice between nothing
 */
export function mergedBody(
  kind: Kind,
  keep: { readonly id: string; readonly body: Flat },
  drop: Flat,
  choose: Choice,
  whole: boolean,
): MergedBody {
  requireChoices(kind, choose)
  const set: Record<string, Json> = {}
  const rows = new Map<string, string>()
  const unseen = new Set(
    whole ? [] : Object.keys(drop).filter((key) => fieldOf(kind, key)?.mask !== undefined),
  )
  for (const [key, value] of Object.entries(drop)) {
    const isOver = value === null || (keep.body[key] === value && !unseen.has(key))
    if (isOver || !isTaken(kind, keep, key, choose)) continue
    const { field, row } = splitKey(key)
    const of = fieldOf(kind, field)
    const twin =
      row !== undefined && of?.type === 'rows' ? twinOf(of.of, keep.body, field, value, whole) : undefined
    if (twin === undefined || row === undefined) set[key] = value
    else {
      rows.set(row, twin)
      set[rowKey(field, twin)] = { ...cellsOf(value), ...cellsOf(keep.body[rowKey(field, twin)]) }
    }
  }
  for (const [key, whose] of Object.entries(choose))
    if (whose === 'drop' && isEmpty(drop[key])) set[key] = null
  return { set: withTotals(kind, keep.body, set, unseen), rows }
}

function requireChoices(kind: Kind, choose: Choice): void {
  const problems: FieldProblem[] = Object.keys(choose)
    .filter((key) => {
      const field = fieldOf(kind, key)
      return !field || field.type === 'rows' || !isTyped(kind, key)
    })
    .map((field) => ({ field: `choose/${field}`, reason: 'field.unknown' }))
  if (problems.length > 0) throw new AppError('call.invalid', { problems })
}

function isTaken(
  kind: Kind,
  keep: { readonly id: string; readonly body: Flat },
  key: string,
  choose: Choice,
): boolean {
  const isMissing = isEmpty(keep.body[key])
  if (isFileKey(key)) return isMissing
  if (isDistinctKey(key)) return isMissing && key !== distinctKey(keep.id)
  if (key.startsWith('$')) return false
  // Where the record stands in its workflows is its own, also where it stands at the beginning without saying so.
  if (kind.flows?.some((flow) => flow.field === key)) return false
  return choose[key] === undefined ? isMissing : choose[key] === 'drop'
}

function twinOf(
  cells: Parameters<typeof isSameRow>[0],
  keep: Flat,
  field: string,
  row: Json,
  whole: boolean,
): string | undefined {
  // Who may not see a name or a number is not told either that the same stands in another row.
  if (!whole && isCells(row) && Object.keys(row).some((cell) => cells[cell]?.mask !== undefined))
    return undefined
  return rowIdsOf(keep, field).find((id) => {
    const own = keep[rowKey(field, id)]
    return isCells(own) && isCells(row) && isSameRow(cells, own, row)
  })
}

function isEmpty(value: Json | undefined): boolean {
  return value === undefined || value === null || (Array.isArray(value) && value.length === 0)
}
