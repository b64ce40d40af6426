import type { MapPlace } from '../../../shared/charts/map'
import { scaledDecimal } from '../../../shared/decimal'
import { type UnitTree, unitTree } from '../../../shared/figures/unit-tree'
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
  FROM records WHERE kind = 'unit' AND ($1::int[] IS NULL OR district = ANY ($1)) ORDER BY id, district`

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

/** The tree of the units that some districts know (null: all that the session reaches), in their own order. */
export async function hubUnits(sql: Sql, districts: readonly number[] | null): Promise<Units> {
  const rows = await sql.query<Found>(unitRows, [districts])
  const units = rows
    .map((row): UnitRow => ({ ...row, name: printable(row.name), living: row.living ? 1 : 0 }))
    .sort(compareUnits)
    .map(({ place: _, living, ...row }) => ({ ...row, living: living === 1 }))
  return unitTree(units)
}

const lyingIn = 'SELECT district, unit FROM districts WHERE $1 = ANY (region) ORDER BY district'
const knowing = `SELECT DISTINCT district FROM records WHERE id = $1 AND kind = 'unit' ORDER BY district`

/** Where a unit of the session's reach is found. */
export interface UnitPlace {
  /** The districts that lie in it, by their own units. */
  readonly lying: readonly { readonly district: number; readonly unit: string }[]
  /** The districts that tell of what is under it: those, or of a unit inside of districts all that know it. */
  readonly telling: readonly number[]
}

/** @see UnitPlace. What stands above the districts need not be known in any of them. */
export async function placeOfUnit(sql: Sql, unit: string): Promise<UnitPlace> {
  const lying = await sql.query<{ district: number; unit: string }>(lyingIn, [unit])
  const known = lying.length > 0 ? lying : await sql.query<{ district: number }>(knowing, [unit])
  return { lying, telling: known.map(({ district }) => district) }
}

/** A unit and all under it, of the units of the districts that tell of it. */
export function unitsUnder({ lying }: UnitPlace, units: UnitTree, unit: string): ReadonlySet<string> {
  return new Set([unit, ...lying.map((one) => one.unit)].flatMap((one) => [...units.within(one)]))
}

/** What records must be of to belong to a unit. */
export type Belonging =
  /** Whole districts: all that they hold, records that name no unit too. */
  | { readonly districts: readonly number[] }
  /** The unit and all under it. */
  | { readonly units: readonly string[] }

/**
 * What belongs to a unit of the session's reach. No list of a whole city's or province's units is made to find records.
 * @param isTree units themselves are looked for: a district also tells of some above it
 */
export async function belongingTo(sql: Sql, unit: string, isTree = false): Promise<Belonging> {
  const place = await placeOfUnit(sql, unit)
  if (place.lying.length > 0 && !isTree) return { districts: place.telling }
  return { units: [...unitsUnder(place, await hubUnits(sql, place.telling), unit)] }
}
