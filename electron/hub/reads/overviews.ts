import type { UnitNode } from '../../../shared/figures/unit-tree'
import { kinds } from '../../../shared/kinds'
import { lineOf } from '../../engine/district/units'
import { regionTree } from '../figures/region-tree'
import type { Sql } from '../store/store'
import type { HubReads } from './read'
import { hubUnits, placeOfUnit, type UnitPlace, unitsUnder } from './units'

const perKind = `SELECT kind, count(*) AS count FROM records
  WHERE NOT deleted AND ($1::text[] IS NULL OR body->>'unit' = ANY ($1)) AND ($2::int[] IS NULL OR district = ANY ($2))
  GROUP BY kind`

/** A unit with what stands above it, up to the top of the region, and right under it. */
async function linesAt(sql: Sql, place: UnitPlace, unit: string) {
  const region = await regionTree(sql)
  // Above the districts the region says all, without their villages.
  const isAbove = region.children(unit).length > 0
  const units = isAbove ? region : await hubUnits(sql, place.telling)
  const line = lineOf(units, unit)
  const top = line.at(-1) ?? unit
  const nameOf = (id: string) => units.get(id) ?? region.get(id)
  return {
    above: [...line, ...lineOf(region, top).slice(1)]
      .slice(1)
      .reverse()
      .flatMap((id) => nameOf(id) ?? []),
    below: units.children(unit).filter(({ living }) => living),
    under: () => [...unitsUnder(place, units, unit)],
  }
}

const named = ({ id, name }: UnitNode) => ({ id, name })

/** What is shown over all kinds at once. */
export const hubOverviewReads = {
  'overviews.unit': async ({ sql, account }, { unit }) => {
    const place = await placeOfUnit(sql, unit)
    const { above, below, under } = await linesAt(sql, place, unit)
    // An account's own region is all that it reaches, records without a unit too.
    const isAll = unit === account.region
    const isWhole = place.lying.length > 0
    const rows = await sql.query<{ kind: string; count: number }>(perKind, [
      isAll || isWhole ? null : under(),
      isAll || !isWhole ? null : place.telling,
    ])
    const counts = new Map(rows.map(({ kind, count }) => [kind, count]))
    return {
      above: above.map(named),
      below: below.map(named),
      kinds: kinds.flatMap(({ name }) => {
        const count = counts.get(name)
        return count ? [{ kind: name, count }] : []
      }),
    }
  },
  // Nobody writes at a hub: nothing waits for anybody here.
  'waiting.counts': async () => ({
    deadlines: 0,
    review: 0,
    returned: 0,
    conflicts: 0,
    anomalies: 0,
    exchange: 0,
  }),
} satisfies HubReads
