import { kinds } from '../../../shared/kinds'
import { lineOf } from '../../engine/district/units'
import type { HubReads } from './read'
import { hubUnits } from './units'

const perKind = `SELECT kind, count(*) AS count FROM records
  WHERE NOT deleted AND ($1::text[] IS NULL OR body->>'unit' = ANY ($1)) GROUP BY kind`

/** What is shown over all kinds at once. */
export const hubOverviewReads = {
  'overviews.unit': async ({ sql, account }, { unit }) => {
    const units = await hubUnits(sql)
    // The unit that an account's districts lie in need not be known in any of them: then it is above all that is.
    const isAbove = unit === account.region && !units.get(unit)
    const rows = await sql.query<{ kind: string; count: number }>(perKind, [
      // An account's own region is all that it reaches, records without a unit too.
      unit === account.region ? null : [...units.within(unit)],
    ])
    const counts = new Map(rows.map(({ kind, count }) => [kind, count]))
    return {
      above: lineOf(units, unit)
        .slice(1)
        .reverse()
        .flatMap((id) => units.get(id) ?? [])
        .map(({ id, name }) => ({ id, name })),
      below: (isAbove ? units.top : units.children(unit))
        .filter(({ living }) => living)
        .map(({ id, name }) => ({ id, name })),
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
