import { fieldOf, type Kind } from '../definition/define'
import { type Json, sameJson } from '../json'
import { asRows, type Body, type Cells, cellsOf, type Flat, isCells } from '../shapes'

/** The mark of a row that a patch removes. */
const REMOVED = '$deleted'

/** The key of one sub-row. */
export function rowKey(field: string, row: string): string {
  return `${field}/${row}`
}

/** The field and the row that a flat key names. */
export function splitKey(key: string): { readonly field: string; readonly row: string | undefined } {
  const at = key.indexOf('/')
  return at < 0 ? { field: key, row: undefined } : { field: key.slice(0, at), row: key.slice(at + 1) }
}

/** The living rows of one rows field. */
export function rowIdsOf(flat: Flat, field: string): string[] {
  const prefix = rowKey(field, '')
  return Object.keys(flat)
    .filter((key) => key.startsWith(prefix) && flat[key] !== null)
    .map((key) => key.slice(prefix.length))
}

/** Whether a patch removes this row. */
export function isRemoved(row: Cells): boolean {
  return row[REMOVED] === true
}

/**
 * From the stored shape to the nested one: rows gathered into arrays in the order of their ids, which is the order they were
 * made in; empty fields and registers left out. Rows of a field that the kind does not know stay under their flat keys.
 * `toFlat` of what this answers gives the stored keys back.
 */
export function toBody(kind: Kind | undefined, flat: Flat): Body {
  const plain: [string, Json][] = []
  const rows = new Map<string, Cells[]>()
  for (const key of Object.keys(flat).sort()) {
    const value = flat[key]
    if (value === undefined || value === null || key.startsWith('$')) continue
    const { field, row } = splitKey(key)
    if (row === undefined || !kind || fieldOf(kind, field)?.type !== 'rows') plain.push([key, value])
    else if (isCells(value)) rows.set(field, [...(rows.get(field) ?? []), { ...value, id: row }])
  }
  // fromEntries defines, it does not assign: a key called `__proto__` out of a bundle stays a key.
  return Object.fromEntries([...plain, ...rows])
}

/**
 * From the nested shape to the stored one, compared with what is there (`{}` for a new record): only keys whose value
 * changes. Cells that a row does not give are kept, and so are cells and fields this version does not know.
 * @param body what a checked patch sets @param newRowId the id of a row that has none
 */
export function toFlat(kind: Kind, current: Flat, body: Body, newRowId: () => string): Flat {
  const set: Record<string, Json> = {}
  for (const [key, value] of Object.entries(body)) {
    const field = fieldOf(kind, key)
    if (!field) continue
    if (field.type !== 'rows') put(set, current, key, value)
    else if (value === null)
      for (const row of rowIdsOf(current, key)) put(set, current, rowKey(key, row), null)
    else for (const row of asRows(value)) putRow(set, current, key, row, newRowId)
  }
  return set
}

function putRow(
  set: Record<string, Json>,
  current: Flat,
  field: string,
  row: Cells,
  newRowId: () => string,
): void {
  const { id, [REMOVED]: removed, ...cells } = row
  const key = rowKey(field, typeof id === 'string' ? id : newRowId())
  if (removed === true) {
    put(set, current, key, null)
    return
  }
  const merged = { ...cellsOf(current[key]), ...cells }
  put(set, current, key, Object.fromEntries(Object.entries(merged).filter(([, cell]) => cell !== null)))
}

function put(set: Record<string, Json>, current: Flat, key: string, value: Json): void {
  if (!sameJson(current[key] ?? null, value)) set[key] = value
}
