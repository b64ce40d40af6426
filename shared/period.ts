import { addDays, dayNumber, daysInMonth, isDate, yearOf } from './dates'
import { AppError } from './errors'

/** A span of whole days, both ends included, dates as `YYYY-MM-DD`. */
export interface Period {
  readonly name: string
  readonly label: string
  readonly from: string
  readonly to: string
  /** Where a district's rules make the months, and not the name alone. */
  readonly ruled?: RuledNeighbours
}

/** What a district's rules say beside a period's own days. */
export interface RuledNeighbours {
  /** The period of the same length before it. */
  readonly before: Period
  /** The year up to its last day. */
  readonly toDate: Period
  /** The months of a quarter or a half-year, the quarters of a year; of a month itself alone. */
  readonly parts: readonly Period[]
}

const pad = (n: number): string => String(n).padStart(2, '0')

function months(name: string, label: string, year: number, first: number, last: number): Period {
  return {
    name,
    label,
    from: `${year}-${pad(first)}-01`,
    to: `${year}-${pad(last)}-${pad(daysInMonth(year, last))}`,
  }
}

/** One calendar month, `month` 1…12. */
export function monthPeriod(year: number, month: number): Period {
  return months(`${year}-${pad(month)}`, `${year}年${month}月`, year, month, month)
}

/** How long the periods are that people choose from a list. */
export type PeriodLength = 'month' | 'quarter' | 'half' | 'year'

/** The year to date, a district's own reporting month, and the days from one to another have names of their own. */
export type SpanLength = PeriodLength | 'toDate' | 'reporting' | 'days'

const lengths: readonly (readonly [RegExp, SpanLength])[] = [
  [/^\d{4}(?:@|$)/, 'year'],
  [/^\d{4}-Q/, 'quarter'],
  [/^\d{4}-H/, 'half'],
  [/^\d{4}-T/, 'toDate'],
  [/^\d{4}-\d\d@/, 'reporting'],
  [/\.\./, 'days'],
]

/**
 * The length that a period's name says: `2026-11`, `2026-Q4`, `2026-H1`, `2026`, `2026-T11` (the year to date), `2026-12-01..2026-12-07`.
 * Behind `@` stand the bounds of a district's own months: `2026-11@26` is such a month, `2026-Q4@26` a quarter of them. `2026-06@1-26`
 * begins as months did before a rule changed.
 */
export function periodLength({ name }: Pick<Period, 'name'>): SpanLength {
  return lengths.find(([shape]) => shape.test(name))?.[1] ?? 'month'
}

/** The year until the end of a period (本年累计); it begins with the year's own first reporting month where the period has such. */
export function yearToDate(period: Period): Period {
  if (period.ruled) return period.ruled.toDate
  const first = `${yearOf(period.to)}-01-01`
  if (periodLength(period) === 'days') return daysPeriod(period.from < first ? period.from : first, period.to)
  return yearTo(calendarOf(period), monthBoundsOf(period))
}

/** The year until the end of a calendar period, as its months' bounds make it. */
export function yearTo(calendar: Period, bounds: MonthBounds): Period {
  return asBounded(parsePeriod(`${yearOf(calendar.to)}-T${calendar.to.slice(5, 7)}`), bounds)
}

/** The days from one to another, both included; `from` is not after `to`. */
export function daysPeriod(from: string, to: string): Period {
  return { name: `${from}..${to}`, label: daysLabel(from, to), from, to }
}

/** 2026年12月1日至7日, 2026年11月26日至12月25日, 2025年12月26日至2026年1月25日, 2026年12月4日. */
function daysLabel(from: string, to: string): string {
  const [year, month, day] = [0, 5, 8].map((at) => Number(to.slice(at, at === 0 ? 4 : at + 2)))
  const start = `${yearOf(from)}年${Number(from.slice(5, 7))}月${Number(from.slice(8))}日`
  if (from === to) return start
  if (from.slice(0, 7) === to.slice(0, 7)) return `${start}至${day}日`
  return from.slice(0, 4) === to.slice(0, 4)
    ? `${start}至${month}月${day}日`
    : `${start}至${year}年${month}月${day}日`
}

/** The last day that a reporting month can begin on: every month has it. */
export const LAST_FIRST_DAY = 28

/** The days of the month before on which two months of one length of rule begin: the month itself, and the month after it. */
export interface MonthBounds {
  /** 2…28: the day of the month before that it begins on; 1: its own first. */
  readonly first: number
  /** The same of the month after it, which ends it. */
  readonly next: number
}

/**
 * A district's own reporting month, which begins in the month before: 上月26日 to 本月25日. `month` 1…12, `firstDay` 2…28; from 1 on
 * it is the calendar month.
 */
export function reportingMonth(year: number, month: number, firstDay: number): Period {
  return asBounded(monthPeriod(year, month), { first: firstDay, next: firstDay })
}

/**
 * A calendar period as reporting months make it: from the first day of its first month to the last day of its last. Where a rule
 * changes inside it the bounds are two, so that each day lies in exactly one month, quarter and year.
 */
export function asBounded(calendar: Period, { first, next }: MonthBounds): Period {
  if (first <= 1 && next <= 1) return calendar
  const from = first <= 1 ? calendar.from : `${previousMonth(calendar).name}-${pad(first)}`
  const to = next <= 1 ? calendar.to : `${calendar.to.slice(0, 7)}-${pad(next - 1)}`
  return {
    name: `${calendar.name}@${first === next ? first : `${first}-${next}`}`,
    label: `${calendar.label}（${daysInYear(yearOf(calendar.to), from, to)}）`,
    from,
    to,
  }
}

/** Days without the year that they belong to: 10月26日至11月25日, 上年12月26日至1月25日. */
function daysInYear(year: number, from: string, to: string): string {
  return daysLabel(from, to)
    .replace(/^\d+年/, yearOf(from) === year ? '' : '上年')
    .replace(/至\d+年/, '至')
}

/** A period's label where brackets stand around it already: 2026年12月，11月26日至12月25日 (GB/T 15834: brackets are not nested). */
export function labelInBrackets({ label }: Pick<Period, 'label'>): string {
  return label.replace('（', '，').replace('）', '')
}

/** The reporting month that a date lies in. */
export function reportingMonthOf(date: string, firstDay: number): Period {
  const calendar = monthOf(date)
  const isNext = firstDay > 1 && Number(date.slice(8)) >= firstDay
  const { from } = isNext ? nextMonth(calendar) : calendar
  return reportingMonth(yearOf(from), Number(from.slice(5, 7)), firstDay)
}

/** By its name on which days of the month before a period begins and ends; both 1: as the calendar has it. */
export function monthBoundsOf({ name }: Pick<Period, 'name'>): MonthBounds {
  const [first = 1, next = first] = (name.split('@')[1] ?? '1').split('-').map(Number)
  return { first, next }
}

/** The calendar period whose months a period has: of `2026-Q4@26` `2026-Q4`. Days are what they are. */
export function calendarOf(period: Period): Period {
  const [name = ''] = period.name.split('@')
  return name === period.name ? period : parsePeriod(name)
}

const calendarShape = /^(\d{4})(?:-(?:(\d{2})|Q([1-4])|H([12])|T(0[1-9]|1[0-2])))?$/
const boundsShape = /^(?:[1-9]\d?-)?[1-9]\d?$/

/**
 * Reads `2026-11`, `2026-Q4`, `2026-H1`, `2026`, `2026-T11`, each also with bounds (`2026-11@26`, `2026-Q2@1-26`), or `2026-12-01..2026-12-07`.
 * @throws AppError `period.invalid`
 */
export function parsePeriod(text: string): Period {
  const found = readPeriod(text)
  if (!found) throw new AppError('period.invalid', { period: text })
  return found
}

function readPeriod(text: string): Period | undefined {
  const found = text.includes('..')
    ? readDays(text)
    : text.includes('@')
      ? readBounded(text)
      : readCalendar(text)
  return found && yearOf(found.from) >= 1949 ? found : undefined
}

function readDays(text: string): Period | undefined {
  const [from = '', to = '', more] = text.split('..')
  return more === undefined && isDate(from) && isDate(to) && from <= to ? daysPeriod(from, to) : undefined
}

function readBounded(text: string): Period | undefined {
  const [name = '', days = ''] = text.split('@')
  const calendar = readCalendar(name)
  if (!calendar || !boundsShape.test(days)) return undefined
  const bounds = monthBoundsOf({ name: text })
  if (Math.max(bounds.first, bounds.next) > LAST_FIRST_DAY) return undefined
  const period = asBounded(calendar, bounds)
  return period.name === text ? period : undefined
}

function readCalendar(text: string): Period | undefined {
  const match = calendarShape.exec(text)
  if (!match) return undefined
  const [year, month, quarter, half, last] = match.slice(1).map(Number)
  if (year === undefined) return undefined
  if (match[2] !== undefined)
    return month !== undefined && month >= 1 && month <= 12 ? monthPeriod(year, month) : undefined
  if (match[3] !== undefined && quarter !== undefined)
    return months(text, `${year}年第${'一二三四'[quarter - 1]}季度`, year, quarter * 3 - 2, quarter * 3)
  if (match[4] !== undefined)
    return half === 1
      ? months(text, `${year}年上半年`, year, 1, 6)
      : months(text, `${year}年下半年`, year, 7, 12)
  if (match[5] !== undefined && last !== undefined)
    return months(text, last === 1 ? `${year}年1月` : `${year}年1月至${last}月`, year, 1, last)
  return months(text, `${year}年`, year, 1, 12)
}

/** The month before (环比's base). */
export function previousMonth(period: Period): Period {
  const year = Number(period.from.slice(0, 4))
  const month = Number(period.from.slice(5, 7))
  return month === 1 ? monthPeriod(year - 1, 12) : monthPeriod(year, month - 1)
}

/**
 * The period of the same length before (环比's base): of days as many days, up to the day before. What begins with the year has
 * only the year before.
 */
export function previousPeriod(period: Period): Period {
  if (period.ruled) return period.ruled.before
  const length = periodLength(period)
  if (length === 'toDate') return yearBefore(period)
  if (length === 'days') {
    const to = addDays(period.from, -1)
    return daysPeriod(addDays(to, 1 - daysIn(period)), to)
  }
  const { first } = monthBoundsOf(period)
  return asBounded(calendarBefore(calendarOf(period)), { first, next: first })
}

/** The month, quarter, half-year or year of the calendar before one. */
export function calendarBefore(period: Period): Period {
  const length = periodLength(period)
  const year = yearOf(period.to)
  if (length === 'year') return parsePeriod(String(year - 1))
  if (length !== 'quarter' && length !== 'half') return previousMonth(period)
  const [sign, last] = length === 'quarter' ? (['Q', 4] as const) : (['H', 2] as const)
  const number = Number(period.name.slice(6))
  return parsePeriod(number === 1 ? `${year - 1}-${sign}${last}` : `${year}-${sign}${number - 1}`)
}

/** The month after a month, calendar or reporting. */
export function monthAfter(period: Period): Period {
  const { next } = monthBoundsOf(period)
  return asBounded(nextMonth(calendarOf(period)), { first: next, next })
}

/** How many days a period has. */
export function daysIn({ from, to }: Pick<Period, 'from' | 'to'>): number {
  return dayNumber(to) - dayNumber(from) + 1
}

/** The calendar months of a calendar period, in order. */
export function monthsOf(calendar: Period): readonly Period[] {
  const year = yearOf(calendar.from)
  const first = Number(calendar.from.slice(5, 7))
  const last = Number(calendar.to.slice(5, 7))
  return Array.from({ length: last - first + 1 }, (_, at) => monthPeriod(year, first + at))
}

/** The calendar periods that a longer one is shown by: a quarter and a half-year by months, a year by quarters. */
export function calendarParts(calendar: Period): readonly Period[] {
  return periodLength(calendar) === 'year'
    ? [1, 2, 3, 4].map((quarter) => parsePeriod(`${calendar.name}-Q${quarter}`))
    : monthsOf(calendar)
}

/** The shorter periods that a longer one is shown by and adds up from, in order. */
export function partsIn(period: Period): readonly Period[] {
  if (period.ruled) return period.ruled.parts
  const { first, next } = monthBoundsOf(period)
  const parts = calendarParts(calendarOf(period))
  return parts.map((part, at) => asBounded(part, { first, next: at === parts.length - 1 ? next : first }))
}

/** The first days of the months that lie whole in a period, in order; of reporting months those that they are. */
export function wholeMonthsIn(period: Period): readonly string[] {
  const calendar = calendarOf(period)
  const found: string[] = []
  for (let month = monthOf(calendar.from); month.from <= calendar.to; month = nextMonth(month))
    if (month.from >= calendar.from && month.to <= calendar.to) found.push(month.from)
  return found
}

/** The same period a year earlier (同比's base); of days the same days, 2月29日 as 2月28日; of a year the one before, as it was. */
export function yearBefore(period: Period): Period {
  if (periodLength(period) === 'year') return previousPeriod(period)
  if (periodLength(period) === 'days') return daysPeriod(dayYearBefore(period.from), dayYearBefore(period.to))
  return parsePeriod(`${Number(period.name.slice(0, 4)) - 1}${period.name.slice(4)}`)
}

function dayYearBefore(date: string): string {
  const year = yearOf(date) - 1
  const last = daysInMonth(year, Number(date.slice(5, 7)))
  return `${year}-${date.slice(5, 8)}${pad(Math.min(Number(date.slice(8)), last))}`
}

/** The month that a date `YYYY-MM-DD` falls in. */
export function monthOf(date: string): Period {
  return parsePeriod(date.slice(0, 7))
}

/** The most months that one chart shows. */
const mostMonths = 36

/** The calendar months from the first of one period to the last of another. @throws AppError `period.invalid` when there are none, or more than 36 */
export function monthsBetween(from: Period, to: Period): readonly Period[] {
  const found: Period[] = []
  const { to: last } = calendarOf(to)
  for (
    let month = monthOf(calendarOf(from).from);
    month.from <= last && found.length <= mostMonths;
    month = nextMonth(month)
  )
    found.push(month)
  if (found.length === 0 || found.length > mostMonths)
    throw new AppError('period.invalid', { period: `${from.name}…${to.name}` })
  return found
}

function nextMonth(month: Period): Period {
  const year = Number(month.from.slice(0, 4))
  const number = Number(month.from.slice(5, 7))
  return number === 12 ? monthPeriod(year + 1, 1) : monthPeriod(year, number + 1)
}

/** Whether a text names a period. */
export function isPeriod(text: string): boolean {
  return readPeriod(text) !== undefined
}

/** Whether a date lies in a period. */
export function isWithinPeriod(date: string, { from, to }: Pick<Period, 'from' | 'to'>): boolean {
  return date >= from && date <= to
}
