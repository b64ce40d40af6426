import { AppError } from '../../../shared/errors'
import { type UnitNode, type UnitTree, unitTree } from '../../../shared/figures/unit-tree'
import { printable } from '../../../shared/paper/document'
import type { ReadDb } from '../context'
import { readMeta } from '../db/meta'
import { prepared } from '../db/prepared'
import { remembered } from '../db/remembered'

/** One unit of the tree 市 → 区 → 街道 → 村/社区 → 组, with its administrative code. */
export interface CodedUnit extends UnitNode {
  readonly code: string | null
}

export type Units = UnitTree<CodedUnit>

// What a foreign file brought as a number or a list is read as the text it is written as.
const text = (field: string): string => `CAST(json_extract(body, '$.${field}') AS TEXT)`

const unitsWhere = (deleted: 0 | 1): string => `SELECT id, ifnull(${text('name')}, '') AS name,
    ifnull(${text('level')}, '') AS level, ${text('parent')} AS parent, ${text('code')} AS code,
    ${1 - deleted} AS living, json_extract(body, '$.order') AS place
  FROM records WHERE kind = 'unit' AND deleted = ${deleted}`

const inOrder = `SELECT id, name, level, parent, code, living FROM (${unitsWhere(0)} UNION ALL ${unitsWhere(1)})
  ORDER BY place IS NULL, place, code IS NULL, code, name, id`

/** The tree of all units known here, in the district's order; read again only after something was written. */
export const readUnits: (db: ReadDb) => Units = remembered((db) => {
  type Row = Omit<CodedUnit, 'living'> & { readonly living: number }
  const units = prepared<[], Row>(db, inOrder)
    .all()
    .map((row) => ({ ...row, name: printable(row.name), living: row.living === 1 }))
  return unitTree(units, readMeta(db, 'site')?.unit ?? null)
})

/** @throws AppError `unit.not-found` */
export function requireUnit(units: Units, unit: string | null): void {
  if (unit !== null && !units.get(unit)) throw new AppError('unit.not-found', { unit })
}

/** The unit and those above it, the nearest first. */
export function lineOf(units: Units, id: string): readonly string[] {
  const line = [id]
  let above = units.get(id)?.parent ?? null
  while (above !== null && !line.includes(above)) {
    line.push(above)
    above = units.get(above)?.parent ?? null
  }
  return line
}

/** Whether two units are one, or one of them is somewhere above the other. */
export function isOnOneLine(units: Units, a: string, b: string): boolean {
  return lineOf(units, a).includes(b) || lineOf(units, b).includes(a)
}
