import { factTable } from '../../../shared/facts/tables'
import { reportingRule } from '../../../shared/kinds/reporting-rule'
import { monthsBetween, type Period, parsePeriod, periodLength } from '../../../shared/period'
import { type DatedRule, ownSpan, spanUnder, underRules } from '../../../shared/readiness/rules'
import { saidRule } from '../../../shared/readiness/said-rule'
import type { Flat } from '../../../shared/shapes'
import type { OpenContext, ReadDb } from '../context'
import { readMeta } from '../db/meta'
import { prepared } from '../db/prepared'
import { remembered } from '../db/remembered'
import { type RuleRow, unitsRuledBy } from './rule-reach'
import { readUnits } from './units'

const stored = `SELECT r.id, r.last_change, r.body FROM ${factTable(reportingRule)} f CROSS JOIN records r ON r.rid = f.rid
  WHERE f.deleted = 0 ORDER BY r.id`

/** The rules that are said here, each with the units that it binds. */
export const reportingRules: (db: ReadDb) => readonly DatedRule[] = remembered((db) =>
  prepared<[], RuleRow & { readonly body: string }>(db, stored)
    .all()
    .flatMap((row) => {
      const said = saidRule(JSON.parse(row.body) as Flat)
      if (!said) return []
      const { named, ...rule } = said
      const tree = readUnits(db)
      const bound = named.flatMap((id) => [...tree.within(id)])
      return { ...rule, units: bound.length > 0 ? new Set(bound) : unitsRuledBy(db, row) }
    }),
)

/** For whom this computer asks: a street for itself, a district or a city for all. */
export const askedFor = ({ site }: Pick<OpenContext, 'site'>): string | null =>
  site.role === 'street' ? site.unit : null

/** A period by its name, as the rules make it here. @throws AppError `period.invalid` */
export function ruledPeriod(ctx: Pick<OpenContext, 'db' | 'site'>, name: string): Period {
  return underRules(reportingRules(ctx.db), askedFor(ctx), parsePeriod(name))
}

/** The months from one period to another: of years and quarters the district's own, from one calendar month to another those. @throws AppError `period.invalid` */
export function monthsFrom(
  ctx: Pick<OpenContext, 'db' | 'site'>,
  { from, to }: { readonly from: string; readonly to: string },
): readonly Period[] {
  const [first, last] = [parsePeriod(from), parsePeriod(to)]
  const months = monthsBetween(first, last)
  return periodLength(first) === 'month'
    ? months
    : months.map((month) => spanUnder(reportingRules(ctx.db), askedFor(ctx), month))
}

/** Units whose own months are not everybody's, with the days that count for them instead of a period's. */
export interface OwnSpan {
  readonly units: ReadonlySet<string>
  readonly period: Period
}

const spans: (db: ReadDb) => Map<string, readonly OwnSpan[]> = remembered(() => new Map())

/** Whose days are others in a period, at a district or a city; a street names its own months. */
export function ownSpansIn(db: ReadDb, period: Period): readonly OwnSpan[] {
  const rules = reportingRules(db)
  if (rules.every(({ units }) => units === null) || readMeta(db, 'site')?.role === 'street') return []
  const known = spans(db)
  const found = known.get(period.name) ?? spansIn(db, rules, period)
  known.set(period.name, found)
  return found
}

function spansIn(db: ReadDb, rules: readonly DatedRule[], period: Period): readonly OwnSpan[] {
  const found = new Map<string, { units: Set<string>; period: Period }>()
  for (const { id } of readUnits(db).all) {
    const span = ownSpan(rules, id, period)
    if (!span) continue
    const same = found.get(span.name) ?? { units: new Set(), period: span }
    same.units.add(id)
    found.set(span.name, same)
  }
  return [...found.values()]
}
