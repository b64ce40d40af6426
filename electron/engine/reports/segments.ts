import { holds, type UnitSet } from '../../../shared/figures/unit-tree'
import type { Period } from '../../../shared/period'
import type { ReadDb } from '../context'
import { ownSpansIn } from '../district/reporting-rule'

export const everything: UnitSet = { units: new Set(), but: true }

/** Days with the units whose records of those days count. */
interface Segment {
  readonly period: Period
  readonly units: UnitSet
}

/** A period over some units: those that report by months of their own with their own days, behind all others. */
export function segmentsOf(db: ReadDb, period: Period, scope: UnitSet): readonly Segment[] {
  const spans = ownSpansIn(db, period)
  const apart = new Set(spans.flatMap(({ units }) => [...units]))
  const others = scope.but
    ? { units: new Set([...scope.units, ...apart]), but: true }
    : { units: new Set([...scope.units].filter((unit) => !apart.has(unit))), but: false }
  const own = spans.map((span) => ({
    period: span.period,
    units: { units: new Set([...span.units].filter((unit) => holds(scope, unit))), but: false },
  }))
  return [{ period, units: others }, ...own]
}
