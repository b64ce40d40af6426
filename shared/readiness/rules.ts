import {
  daysPeriod,
  type Period,
  periodLength,
  previousPeriod,
  reportingMonth,
  reportingMonthOf,
} from '../period'
import type { ReportingRule } from './month'
import { USUAL_RULE } from './month'

/** A district's 报送规则 with the day from which it holds (`YYYY-MM-DD`) and the units that it binds; null: all. */
export interface DatedRule extends ReportingRule {
  readonly from: string
  readonly units: ReadonlySet<string> | null
}

/** For whom a rule is asked: a unit, or null: what binds everybody. */
type For = string | null

/** The rule in force on a day: the newest that binds, and of two of one day the one that names its streets. */
export function ruleOn(rules: readonly DatedRule[], unit: For, day: string): ReportingRule {
  const binding = rules.filter(({ from, units }) => from <= day && binds(units, unit))
  const [newest] = binding.sort((a, b) =>
    a.from === b.from ? Number(a.units === null) - Number(b.units === null) : a.from < b.from ? 1 : -1,
  )
  return newest ?? USUAL_RULE
}

function binds(units: DatedRule['units'], unit: For): boolean {
  return units === null || (unit !== null && units.has(unit))
}

/** A month as a rule makes it, and that rule: the one in force on its last day. */
export interface RuledMonth {
  readonly month: Period
  readonly rule: ReportingRule
}

/** The month of a year and a number (1…12) as it is for a unit. */
export function monthUnder(rules: readonly DatedRule[], unit: For, year: number, month: number): RuledMonth {
  const usual = { month: reportingMonth(year, month, USUAL_RULE.firstDay), rule: USUAL_RULE }
  const binding = [...new Set(rules.map(({ firstDay }) => firstDay))]
    .map((firstDay) => reportingMonth(year, month, firstDay))
    .map((made) => ({ month: made, rule: ruleOn(rules, unit, made.to) }))
    .filter(({ month: made, rule }) => made.name === reportingMonth(year, month, rule.firstDay).name)
  // Where a new rule moves the month's end before its own first day, the month goes by the one before.
  return binding[0] ?? usual
}

/** The months of a unit that have begun on a day, the newest first: those that are the district's own, not the calendar's. */
export function ownMonths(
  rules: readonly DatedRule[],
  unit: For,
  today: string,
  count: number,
): readonly Period[] {
  const found: Period[] = []
  let at = reportingMonthOf(today, ruleOn(rules, unit, today).firstDay)
  for (let back = 0; back < count; back++) {
    const { month } = monthUnder(rules, unit, ...numbersOf(at))
    if (periodLength(month) === 'reporting' && month.from <= today) found.push(month)
    at = previousPeriod(at)
  }
  return found
}

/** Year and number of a month, calendar or reporting, by its name. */
function numbersOf({ name }: Pick<Period, 'name'>): [year: number, month: number] {
  return [Number(name.slice(0, 4)), Number(name.slice(5, 7))]
}

/**
 * The days of a unit that count where everybody's count by whole months: its own months, where it reports by others. Undefined where
 * they are the same, and for days that somebody chose.
 */
export function ownSpan(rules: readonly DatedRule[], unit: For, period: Period): Period | undefined {
  const months = monthsNamed(period)
  if (!months) return undefined
  const [first, last] = months
  const of = (one: For) => [monthUnder(rules, one, ...first), monthUnder(rules, one, ...last)] as const
  const [wholeFirst, wholeLast] = of(null)
  // Asked for other months than everybody's, the days are somebody's choice.
  if (wholeFirst.month.from !== period.from || wholeLast.month.to !== period.to) return undefined
  const [{ month: begin }, { month: end }] = of(unit)
  if (begin.from === period.from && end.to === period.to) return undefined
  return begin.name === end.name ? begin : daysPeriod(begin.from, end.to)
}

/** The first and the last of the months that a period consists of. */
function monthsNamed(period: Period): readonly [[number, number], [number, number]] | undefined {
  const { name, from, to } = period
  const calendar = [numbersOf({ name: from }), numbersOf({ name: to })] as const
  switch (periodLength(period)) {
    case 'days':
      return undefined
    case 'month':
      return name === from.slice(0, 7) ? [calendar[0], calendar[1]] : undefined
    case 'reporting':
      return [numbersOf(period), numbersOf(period)]
    case 'toDate': {
      const [year, month] = [Number(name.slice(0, 4)), Number(name.slice(6, 8))]
      return [
        [year, 1],
        [year, month],
      ]
    }
    default:
      return [calendar[0], calendar[1]]
  }
}
