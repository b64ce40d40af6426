import type { MapPlace } from '../../../shared/charts/map'
import { scaledDecimal } from '../../../shared/decimal'
import { unitTree } from '../../../shared/figures/unit-tree'
import { PLACE_SCALE, unitPlace } from '../../../shared/kinds/unit'
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
  FROM records WHERE kind = 'unit' AND ($1::int IS NULL OR district = $1) ORDER BY id, district`

/** What its district wrote of a unit; a number that is none places nothing. */
const placeRows = `SELECT DISTINCT ON (id) id, body->>'longitude' AS longitude, body->>'latitude' AS latitude
  FROM records WHERE kind = 'unit' AND id = ANY($1) AND NOT deleted AND body ? 'longitude' AND body ? 'latitude' ORDER BY id, district`

/** Where some of the units lie, as far as their district says it, by id. */
export async function placesOf(sql: Sql, units: readonly string[]): Promise<ReadonlyMap<string, MapPlace>> {
  const rows = await sql.query<{ id: string; longitude: string | null; latitude: string | null }>(placeRows, [
    [...units],
  ])
  return new Map(
    rows.flatMap(({ id, longitude, latitude }) => {
      const place = unitPlace(scaledDegrees(longitude), scaledDegrees(latitude))
      return place ? [[id, place] as const] : []
    }),
  )
}

const scaledDegrees = (kept: string | null): number | null =>
  kept === null ? null : scaledDecimal(kept, PLACE_SCALE)

interface Found extends Omit<UnitRow, 'living'> {
  readonly living: boolean
}

/** The tree of all units that the session reaches, or of those that one district knows, in its own order. */
export async function hubUnits(sql: Sql, district: number | null = null): Promise<Units> {
  const rows = await sql.query<Found>(unitRows, [district])
  const units = rows
    .map((row): UnitRow => ({ ...row, name: printable(row.name), living: row.living ? 1 : 0 }))
    .sort(compareUnits)
    .map(({ place: _, living, ...row }) => ({ ...row, living: living === 1 }))
  return unitTree(units)
}

/** What belongs to a unit. */
export interface Belonging {
  /** The unit and all under it. */
  readonly units: readonly string[]
  /** The districts that lie in it: all that they hold belongs to it, records that name no unit too. */
  readonly districts: readonly number[]
}

/** What belongs to a unit of the session's reach; what stands above the districts need not be known in any of them. */
export async function belongingTo(sql: Sql, unit: string): Promise<Belonging> {
  const tree = await hubUnits(sql)
  const lying = await sql.query<{ district: number; unit: string }>(
    'SELECT district, unit FROM districts WHERE $1 = ANY (region) ORDER BY district',
    [unit],
  )
  const units = [unit, ...lying.map((one) => one.unit)].flatMap((one) => [...tree.within(one)])
  return { units: [...new Set(units)], districts: lying.map(({ district }) => district) }
}
