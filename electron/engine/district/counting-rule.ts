import { isDate } from '../../../shared/dates'
import { approvedOnlyNotes } from '../../../shared/figures/approved-only'
import { countingRule } from '../../../shared/kinds/counting-rule'
import type { Period } from '../../../shared/period'
import { reportingDayNotes } from '../../../shared/readiness/rules'
import type { ReadDb } from '../context'
import { prepared } from '../db/prepared'
import { remembered } from '../db/remembered'
import { ownSpansIn } from './reporting-rule'
import { type RuleRow, unitsRuledBy } from './rule-reach'
import { readUnits } from './units'

const days = `SELECT id, last_change, json_extract(body, '$.from') AS day FROM records
  WHERE kind = '${countingRule.name}' AND deleted = 0 ORDER BY id`

/** From which day on somebody counts only approved records, and the units of whom; null: all. */
interface CountingRule {
  readonly from: string
  readonly units: ReadonlySet<string> | null
}

const rules: (db: ReadDb) => readonly CountingRule[] = remembered((db) =>
  prepared<[], RuleRow & { readonly day: unknown }>(db, days)
    .all()
    .flatMap((row) => {
      const { day } = row
      return typeof day === 'string' && isDate(day) ? [{ from: day, units: unitsRuledBy(db, row) }] : []
    })
    .sort((a, b) => (a.from < b.from ? -1 : 1)),
)

/**
 * The day from which on the district counts only approved records (上报口径), `YYYY-MM-DD`; at a city the first of any district's.
 * Null: all that are submitted count.
 */
export const approvedFrom = (db: ReadDb): string | null => rules(db)[0]?.from ?? null

/**
 * What a paper says of how its records were counted: from which day on only approved ones, at a city district by district, and which
 * streets report by months of their own.
 * @param toDate the year until then, where the paper has it beside its period
 */
export function countingNotes(
  db: ReadDb,
  period: Period,
  toDate: Period | undefined = period,
): readonly string[] {
  return [...approvedNotes(db, toDate), ...reportingDayNotes(period), ...streetDayNotes(db, period, toDate)]
}

/** The first part of `countingNotes`. @param period absent: all times */
export function approvedNotes(db: ReadDb, period: Pick<Period, 'to'> | undefined): readonly string[] {
  const whole = rules(db).find(({ units }) => units === null)
  const named = new Map<string, string>()
  for (const { from, units } of rules(db)) {
    const [district] = units ?? []
    if (district !== undefined && !named.has(district)) named.set(district, from)
  }
  return [
    ...approvedOnlyNotes(whole?.from ?? null, period),
    ...[...named].flatMap(([district, from]) =>
      approvedOnlyNotes(from, period, readUnits(db).get(district)?.name ?? ''),
    ),
  ]
}

/** Which streets' days are others than the paper's: 「东街街道按其报送月统计：2026年11月（10月26日至11月25日）。」 */
function streetDayNotes(db: ReadDb, period: Period, toDate: Period): readonly string[] {
  const now = ownSpansIn(db, period)
  const tree = readUnits(db)
  return (now.length > 0 ? now : ownSpansIn(db, toDate)).map(({ units, period: own }) => {
    // Whole units are named, not all that lies under them.
    const top = tree.all.filter(({ id, parent }) => units.has(id) && !units.has(parent ?? ''))
    return `注：${top.map(({ name }) => name).join('、')}按其报送月统计：${own.label}。`
  })
}
