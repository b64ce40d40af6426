import { unitTree } from '../../../shared/figures/unit-tree'
import { printable } from '../../../shared/paper/document'
import { compareUnits, type UnitRow, type Units } from '../../engine/district/units'
import type { Sql } from '../store/store'

/**
 * What stands above a unit that names none: over a district's own unit the office that it hands in to, over any other that district.
 * Districts are founded before they join, and never learn the unit of their city.
 */
const above = `SELECT CASE WHEN records.id = d.unit THEN d.region[array_position(d.region, d.unit) - 1] ELSE d.unit END
    FROM districts d WHERE d.district = records.district`

/** A unit that several districts know (their city) is one: the first that tells of it is believed. */
const unitRows = `SELECT DISTINCT ON (id) id, coalesce(body->>'name', '') AS name, coalesce(body->>'level', '') AS level,
    coalesce(body->>'parent', (${above})) AS parent, body->>'code' AS code, NOT deleted AS living,
    CASE jsonb_typeof(body->'order') WHEN 'number' THEN (body->>'order')::float8 END AS place
  FROM records WHERE kind = 'unit' ORDER BY id, district`

interface Found extends Omit<UnitRow, 'living'> {
  readonly living: boolean
}

/** The tree of all units that the session reaches. */
export async function hubUnits(sql: Sql): Promise<Units> {
  const rows = await sql.query<Found>(unitRows)
  const units = rows
    .map((row): UnitRow => ({ ...row, name: printable(row.name), living: row.living ? 1 : 0 }))
    .sort(compareUnits)
    .map(({ place: _, living, ...row }) => ({ ...row, living: living === 1 }))
  return unitTree(units)
}
