import { AppError } from './errors'

/** A span of whole days, both ends included, dates as `YYYY-MM-DD`. */
export interface Period {
  readonly name: string
  readonly label: string
  readonly from: string
  readonly to: string
}

/** Whether `text` is a real calendar date in the form `YYYY-MM-DD`. */
export function isDate(text: string): boolean {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text)
  if (!match) return false
  const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3])]
  return year >= 1900 && month >= 1 && month <= 12 && day >= 1 && day <= daysInMonth(year, month)
}

/** Days of a month of the Gregorian calendar; `month` is 1…12. */
export function daysInMonth(year: number, month: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28
  return [4, 6, 9, 11].includes(month) ? 30 : 31
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

/** How long the periods are that people choose. */
export type PeriodLength = 'month' | 'quarter' | 'half' | 'year'

/** The length that a period's name says: `2026-11`, `2026-Q4`, `2026-H1`, `2026`; `2026-T11`, the year to date, has its own. */
export function periodLength(period: Pick<Period, 'name'>): PeriodLength | 'toDate' {
  const [, part = ''] = period.name.split('-')
  if (part === '') return 'year'
  const named = { Q: 'quarter', H: 'half', T: 'toDate' } as const
  const letter = part.charAt(0)
  return letter === 'Q' || letter === 'H' || letter === 'T' ? named[letter] : 'month'
}

/** The year from January until the end of a period's last month (本年累计): `2026-T11`. */
export function yearToDate(period: Period): Period {
  return parsePeriod(`${period.to.slice(0, 4)}-T${period.to.slice(5, 7)}`)
}

/** Reads `2026-11`, `2026-Q4`, `2026-H1`, `2026` or `2026-T11`. @throws AppError `period.invalid` */
export function parsePeriod(text: string): Period {
  const match = /^(\d{4})(?:-(?:(\d{2})|Q([1-4])|H([12])|T(0[1-9]|1[0-2])))?$/.exec(text)
  const year = Number(match?.[1])
  if (!match || year < 1949) throw new AppError('period.invalid', { period: text })
  if (match[2] !== undefined) {
    const month = Number(match[2])
    if (month < 1 || month > 12) throw new AppError('period.invalid', { period: text })
    return monthPeriod(year, month)
  }
  if (match[3] !== undefined) {
    const quarter = Number(match[3])
    return months(text, `${year}年第${'一二三四'[quarter - 1]}季度`, year, quarter * 3 - 2, quarter * 3)
  }
  if (match[4] !== undefined)
    return match[4] === '1'
      ? months(text, `${year}年上半年`, year, 1, 6)
      : months(text, `${year}年下半年`, year, 7, 12)
  if (match[5] !== undefined) {
    const last = Number(match[5])
    return months(text, last === 1 ? `${year}年1月` : `${year}年1月至${last}月`, year, 1, last)
  }
  return months(text, `${year}年`, year, 1, 12)
}

/** The month before (环比's base). */
export function previousMonth(period: Period): Period {
  const year = Number(period.from.slice(0, 4))
  const month = Number(period.from.slice(5, 7))
  return month === 1 ? monthPeriod(year - 1, 12) : monthPeriod(year, month - 1)
}

/** The period of the same length before (环比's base); what begins with the year has only the year before. */
export function previousPeriod(period: Period): Period {
  const length = periodLength(period)
  if (length === 'month') return previousMonth(period)
  if (length === 'year' || length === 'toDate') return yearBefore(period)
  const [sign, last] = length === 'quarter' ? (['Q', 4] as const) : (['H', 2] as const)
  const year = Number(period.name.slice(0, 4))
  const number = Number(period.name.slice(6))
  return parsePeriod(number === 1 ? `${year - 1}-${sign}${last}` : `${year}-${sign}${number - 1}`)
}

/** The months of a period, in order. */
export function monthsOf(period: Period): readonly Period[] {
  const year = Number(period.from.slice(0, 4))
  const first = Number(period.from.slice(5, 7))
  const last = Number(period.to.slice(5, 7))
  return Array.from({ length: last - first + 1 }, (_, at) => monthPeriod(year, first + at))
}

/** The same period a year earlier (同比's base). */
export function yearBefore(period: Period): Period {
  return parsePeriod(`${Number(period.name.slice(0, 4)) - 1}${period.name.slice(4)}`)
}

/** The month that a date `YYYY-MM-DD` falls in. */
export function monthOf(date: string): Period {
  return parsePeriod(date.slice(0, 7))
}

/** The most months that one chart shows. */
const mostMonths = 36

/** The months from the first of one period to the last of another. @throws AppError `period.invalid` when there are none, or more than 36 */
export function monthsBetween(from: Period, to: Period): readonly Period[] {
  const found: Period[] = []
  for (
    let month = monthOf(from.from);
    month.from <= to.to && found.length <= mostMonths;
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

/** The names of every month, quarter, half-year and year that a date (`YYYY-MM-DD`) lies in. */
export function periodsAround(date: string): readonly string[] {
  const [year, month] = [date.slice(0, 4), Number(date.slice(5, 7))]
  return [date.slice(0, 7), `${year}-Q${Math.ceil(month / 3)}`, `${year}-H${month <= 6 ? 1 : 2}`, year]
}
