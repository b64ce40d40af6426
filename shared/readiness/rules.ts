import {
  daysIn,
  daysPeriod,
  monthPeriod,
  type Period,
  periodLength,
  previousPeriod,
  reportingMonth,
  reportingMonthOf,
  reportingYearTo,
} from '../period'
import { dueDay, type ReportingRule, USUAL_RULE } from './month'

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

/**
 * The month of a year and a number (1…12) as it is for a unit. It begins on the day after the one before: where a rule changes, no day
 * lies in two months or in none.
 */
export function monthUnder(rules: readonly DatedRule[], unit: For, year: number, month: number): RuledMonth {
  const { bounds, rule } = ruledBounds(rules, unit, year, month)
  return { month: reportingMonth(year, month, bounds), rule }
}

function ruledBounds(rules: readonly DatedRule[], unit: For, year: number, month: number) {
  const rule = ruleEnding(rules, unit, year, month)
  const [yearBefore, before] = month === 1 ? [year - 1, 12] : [year, month - 1]
  const { firstDay } = ruleEnding(rules, unit, yearBefore, before)
  return { rule, bounds: { first: firstDay, next: rule.firstDay } }
}

/** The rule that ends a month: the one in force on the last day that it makes. */
function ruleEnding(rules: readonly DatedRule[], unit: For, year: number, month: number): ReportingRule {
  const days = [...new Set([USUAL_RULE.firstDay, ...rules.map(({ firstDay }) => firstDay)])]
  const found = days
    .map((firstDay) => reportingMonth(year, month, firstDay).to)
    // Of two the earlier: a month that was over when a rule changed stays as it was.
    .sort()
    .map((to) => ({ to, rule: ruleOn(rules, unit, to) }))
    .find(({ to, rule }) => reportingMonth(year, month, rule.firstDay).to === to)
  // A new rule that moves the month's end before its own first day leaves this month to the one before.
  return found?.rule ?? ruleOn(rules, unit, monthPeriod(year, month).from)
}

/**
 * A month that was asked for by its name, with what the rules say of it. The first month of a rule begins when the one before is over;
 * the month before and the year up to here have the days that the rules give them. What is no month of the rules stays as it is.
 */
export function underRules(rules: readonly DatedRule[], unit: For, period: Period): Period {
  const length = periodLength(period)
  if (length !== 'month' && length !== 'reporting') return period
  const [year, number] = numbersOf(period)
  const { bounds } = ruledBounds(rules, unit, year, number)
  const month = reportingMonth(year, number, bounds)
  if (month.to !== period.to || (length === 'month' && month.name !== period.name)) return period
  const { first } = ruledBounds(rules, unit, year, 1).bounds
  const before =
    number === 1 ? monthUnder(rules, unit, year - 1, 12) : monthUnder(rules, unit, year, number - 1)
  return {
    ...month,
    ruled: { before: before.month, toDate: reportingYearTo(year, number, { first, next: bounds.next }) },
  }
}

/** What a paper says of a month, and of the month before, whose days are others than the rest because a rule changed. */
export function changedMonthNotes(period: Period): readonly string[] {
  const months = [
    ['本月', period],
    ['上月', period.ruled?.before],
  ] as const
  return months.flatMap(([word, month]) =>
    month && /^[^T]*@.*-/.test(month.name.slice(5))
      ? `注：因报送规则调整，${word}为${daysPeriod(month.from, month.to).label}，共${daysIn(month)}天。`
      : [],
  )
}

/** The month whose report is being made on a day (`YYYY-MM-DD`) by the rules of a unit, and the last day for it. */
export function monthInHand(
  rules: readonly DatedRule[],
  unit: For,
  today: string,
): { readonly month: Period; readonly until: string } {
  const at = reportingMonthOf(today, ruleOn(rules, unit, today).firstDay)
  const current = monthUnder(rules, unit, ...numbersOf(at))
  const before = monthUnder(rules, unit, ...numbersOf(previousPeriod(at)))
  const { month, rule } = today <= dueDay(before.month, before.rule) ? before : current
  return { month, until: dueDay(month, rule) }
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
