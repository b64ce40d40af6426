import { yearOf } from '../dates'
import {
  asBounded,
  calendarBefore,
  calendarOf,
  calendarParts,
  daysIn,
  daysPeriod,
  monthBoundsOf,
  monthOf,
  monthPeriod,
  type Period,
  periodLength,
  previousMonth,
  previousPeriod,
  reportingMonth,
  reportingMonthOf,
  yearTo,
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
  const calendar = monthPeriod(year, month)
  return { month: spanUnder(rules, unit, calendar), rule: ruleEnding(rules, unit, calendar) }
}

/** A calendar month, quarter, half-year or year as it is for a unit: its months as the rules make them. */
export function spanUnder(rules: readonly DatedRule[], unit: For, calendar: Period): Period {
  const first = ruleEnding(rules, unit, previousMonth(calendar)).firstDay
  const next = ruleEnding(rules, unit, monthOf(calendar.to)).firstDay
  return asBounded(calendar, { first, next })
}

/** The rule that ends a month: the one in force on the last day that it makes. */
function ruleEnding(rules: readonly DatedRule[], unit: For, calendar: Period): ReportingRule {
  const [year, month] = numbersOf(calendar)
  const days = [...new Set([USUAL_RULE.firstDay, ...rules.map(({ firstDay }) => firstDay)])]
  const found = days
    .map((firstDay) => reportingMonth(year, month, firstDay).to)
    // Of two the earlier: a month that was over when a rule changed stays as it was.
    .sort()
    .map((to) => ({ to, rule: ruleOn(rules, unit, to) }))
    .find(({ to, rule }) => reportingMonth(year, month, rule.firstDay).to === to)
  // A new rule that moves the month's end before its own first day leaves this month to the one before.
  return found?.rule ?? ruleOn(rules, unit, calendar.from)
}

/**
 * A period that was asked for by its name, with what the rules say of it. A quarter, a half-year or a year by its plain name is the
 * district's own, from the first day of its first reporting month to the last of its last. A month by its plain name is the
 * calendar's, which a district may be asked for too. What comes out of no rule stays as it is.
 */
export function underRules(rules: readonly DatedRule[], unit: For, period: Period): Period {
  const length = periodLength(period)
  if (length === 'days' || length === 'toDate') return period
  const calendar = calendarOf(period)
  const made = spanUnder(rules, unit, calendar)
  const isPlain = period.name === calendar.name
  if (length === 'month' ? made.name !== period.name : !isPlain && made.to !== period.to) return period
  const of = (one: Period): Period => spanUnder(rules, unit, one)
  const { first } = monthBoundsOf(of(monthPeriod(yearOf(calendar.to), 1)))
  return {
    ...made,
    ruled: {
      before: of(calendarBefore(calendar)),
      toDate: yearTo(calendar, { first, next: monthBoundsOf(made).next }),
      parts: calendarParts(calendar).map(of),
    },
  }
}

const lengthWords = { reporting: '月', quarter: '季度', half: '半年', year: '年' } as const

/**
 * What a paper says of its days. A month, and the month before, that a changed rule made longer or shorter are named with theirs; so is
 * a quarter, a half-year or a year by reporting months.
 */
export function reportingDayNotes(period: Period): readonly string[] {
  return [...ownDaysNote(period), ...changedMonthNotes(period)]
}

function ownDaysNote(period: Period): readonly string[] {
  const length = periodLength(period)
  if (calendarOf(period).name === period.name) return []
  if (length !== 'quarter' && length !== 'half' && length !== 'year') return []
  return [`注：本${lengthWords[length]}按报送月统计，为${daysPeriod(period.from, period.to).label}。`]
}

function changedMonthNotes(period: Period): readonly string[] {
  if (periodLength(period) !== 'reporting' && periodLength(period) !== 'month') return []
  const months = [
    ['本月', period],
    ['上月', period.ruled?.before],
  ] as const
  return months.flatMap(([word, month]) => {
    if (!month) return []
    const { first, next } = monthBoundsOf(month)
    if (first === next) return []
    return `注：因报送规则调整，${word}为${daysPeriod(month.from, month.to).label}，共${daysIn(month)}天。`
  })
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

/** Year and number of a month, calendar or reporting, by its name. */
function numbersOf({ name }: Pick<Period, 'name'>): [year: number, month: number] {
  return [Number(name.slice(0, 4)), Number(name.slice(5, 7))]
}

/**
 * The days of a unit that count where everybody's count by whole months: its own months, where it reports by others. Undefined where
 * they are the same, and for days that somebody chose.
 */
export function ownSpan(rules: readonly DatedRule[], unit: For, period: Period): Period | undefined {
  if (periodLength(period) === 'days') return undefined
  const calendar = calendarOf(period)
  const whole = spanUnder(rules, null, calendar)
  // Asked for other months than everybody's, the days are somebody's choice.
  if (whole.from !== period.from || whole.to !== period.to) return undefined
  const own = spanUnder(rules, unit, calendar)
  return own.from === period.from && own.to === period.to ? undefined : own
}
