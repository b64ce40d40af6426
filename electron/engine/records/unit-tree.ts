import { AppError } from '../../../shared/errors'
import { type UnitNode, type UnitTree, unitTree } from '../../../shared/figures/unit-tree'
import { printable } from '../../../shared/paper/document'
import type { ReadDb } from '../context'
import { readMeta } from '../db/meta'
import { prepared } from '../db/prepared'

const unit = (deleted: 0 | 1): string => `SELECT id, ifnull(json_extract(body, '$.name'), '') AS name,
    ifnull(json_extract(body, '$.level'), '') AS level, json_extract(body, '$.parent') AS parent,
    ${1 - deleted} AS living, json_extract(body, '$.order') AS place, json_extract(body, '$.code') AS code
  FROM records WHERE kind = 'unit' AND deleted = ${deleted}`

const units = `SELECT id, name, level, parent, living FROM (${unit(0)} UNION ALL ${unit(1)})
          ORDER BY place IS NULL, place, code IS NULL, code, name, id`

/** Every unit known here, in the district's order. */
export function readUnits(db: ReadDb): UnitNode[] {
  type Row = Omit<UnitNode, 'living'> & { readonly living: number }
  return prepared<[], Row>(db, units)
    .all()
    .map((row) => ({ ...row, name: printable(row.name), living: row.living === 1 }))
}

/** The tree as reports see it. */
export function readUnitTree(db: ReadDb): UnitTree {
  return unitTree(readUnits(db), readMeta(db, 'site')?.unit ?? null)
}

/** @throws AppError `unit.not-found` */
export function requireUnit(tree: UnitTree, unit: string | null): void {
  if (unit !== null && !tree.get(unit)) throw new AppError('unit.not-found', { unit })
}
