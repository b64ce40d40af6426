import type { Kind } from '../../../shared/definition/define'
import type { RowsField } from '../../../shared/definition/fields'
import { canonicalJson, type Json } from '../../../shared/json'
import type { TableRow } from '../../../shared/paste/read-table'
import { toBody } from '../../../shared/records/both-shapes'
import { cleanPatch } from '../../../shared/records/patch'
import { asRows, type Body, type Cells, type Flat } from '../../../shared/shapes'

/**
 * A line as a patch of a record that is here. @param isWhole the line is that record as a workbook of ours showed it: what is empty
 * there was emptied, and rows that are gone were removed
 */
export function patchOver(kind: Kind, current: Flat, line: TableRow, isWhole: boolean): Body {
  const body = toBody(kind, current)
  const clean = cleanPatch(kind, line.patch, current)
  const given = Object.entries(clean).map(([key, value]): [string, Json] => {
    const field = kind.fields[key]
    return field?.type === 'rows'
      ? [key, rowsOver(field, asRows(body[key]), asRows(value), isWhole)]
      : [key, value]
  })
  const emptied = isWhole ? line.blank.filter((key) => body[key] !== undefined) : []
  return Object.fromEntries([
    ...given,
    ...emptied.map((key): [string, Json] => [
      key,
      kind.fields[key]?.type === 'rows'
        ? asRows(body[key]).map(({ id }) => ({ id: id ?? null, $deleted: true }))
        : null,
    ]),
  ])
}

/** Rows that say the same keep their place; others take the places that are left, in order. */
function rowsOver(
  field: RowsField,
  before: readonly Cells[],
  after: readonly Cells[],
  isWhole: boolean,
): Json {
  const left = [...before]
  const kept = after.map((row) => {
    const at = left.findIndex((one) => contentOf(one) === contentOf(row))
    return at < 0 ? undefined : left.splice(at, 1)[0]
  })
  const rows = after.map((row, at) => {
    if (kept[at]) return { id: kept[at].id ?? null }
    const place = left.shift()
    if (!place) return row
    const gone = Object.keys(field.of).filter(
      (cell) => isWhole && place[cell] !== undefined && row[cell] === undefined,
    )
    return { ...Object.fromEntries(gone.map((cell) => [cell, null])), ...row, id: place.id ?? null }
  })
  const removed = isWhole ? left.map(({ id }) => ({ id: id ?? null, $deleted: true })) : []
  return [...rows, ...removed]
}

function contentOf({ id: _, ...cells }: Cells): string {
  return canonicalJson(
    Object.fromEntries(Object.entries(cells).filter(([, cell]) => cell !== null && cell !== '')),
  )
}
