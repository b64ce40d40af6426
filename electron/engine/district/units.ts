import type { MapPlace } from '../../../shared/charts/map'
import { AppError } from '../../../shared/errors'
import { factTable } from '../../../shared/facts/tables'
import { type UnitNode, type UnitTree, unitTree } from '../../../shared/figures/unit-tree'
import { unit, unitPlace } from '../../../shared/kinds/unit'
import { compareNames } from '../../../shared/language/order'
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

const unitRows = `SELECT r.id, ifnull(f.f_name, '') AS name, ifnull(level.word, '') AS level, parent.name AS parent,
    f.f_code AS code, f.f_order AS place, 1 - f.deleted AS living
  FROM ${factTable(unit)} f CROSS JOIN records r ON r.rid = f.rid
    LEFT JOIN fact_words level ON level.id = f.f_level LEFT JOIN fact_ids parent ON parent.id = f.f_parent
  ORDER BY r.id`

/** The tree of all units known here, in the district's order; read again only after something was written. */
export const readUnits: (db: ReadDb) => Units = remembered((db) => {
  const units = prepared<[], UnitRow>(db, unitRows)
    .all()
    .map((row) => ({ ...row, name: printable(row.name) }))
    .sort(compareUnits)
    .map(({ place, living, ...row }): CodedUnit => ({ ...row, living: living === 1 }))
  return unitTree(units, readMeta(db, 'site')?.unit ?? null)
})

const placeRows = `SELECT r.id, f.f_longitude AS longitude, f.f_latitude AS latitude
  FROM ${factTable(unit)} f CROSS JOIN records r ON r.rid = f.rid
  WHERE f.f_longitude IS NOT NULL AND f.f_latitude IS NOT NULL`

/** Where units lie that say so, by id. */
export const readPlaces: (db: ReadDb) => ReadonlyMap<string, MapPlace> = remembered((db) => {
  const rows = prepared<[], { id: string; longitude: number; latitude: number }>(db, placeRows).all()
  return new Map(
    rows.flatMap(({ id, longitude, latitude }) => {
      const place = unitPlace(longitude, latitude)
      return place ? [[id, place] as const] : []
    }),
  )
})

/** A unit as it is read, before the order is made. */
export type UnitRow = Omit<CodedUnit, 'living'> & { readonly place: number | null; readonly living: number }

/** As the district numbered them, else by code, else by pinyin. */
export function compareUnits(a: UnitRow, b: UnitRow): number {
  return (
    (a.place ?? Number.MAX_SAFE_INTEGER) - (b.place ?? Number.MAX_SAFE_INTEGER) ||
    compareCodes(a.code, b.code) ||
    compareNames(a.name, b.name)
  )
}

/** A unit without a code stands behind those that have one. */
function compareCodes(a: string | null, b: string | null): number {
  if (a === b) return 0
  if (a === null || b === null) return a === null ? 1 : -1
  return a < b ? -1 : 1
}

/** @throws AppError `unit.not-found` */
export function requireUnit(units: Units, unit: string | null): void {
  if (unit !== null && !units.get(unit)) throw new AppError('unit.not-found', { unit })
}

/** The unit and those above it, the nearest first. */
export function lineOf(units: UnitTree, id: string): readonly string[] {
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
