import { daysInMonth, type Period } from '../period'

/** One day of a period, with what a plan of work wants to know about it. */
export interface Day {
  /** `YYYY-MM-DD`. */
  readonly date: string
  readonly month: number
  /** Midnight UTC in milliseconds since 1970. */
  readonly milliseconds: number
  /** How busy the day is against others. */
  readonly weight: number
}

const busyMonths: Readonly<Record<number, number>> = {
  1: 6,
  2: 5,
  3: 11,
  4: 10,
  6: 12,
  9: 10,
  11: 12,
  12: 14,
}

/** The days of a period in order; working days, and months with a nationwide theme, are busier. */
export function daysOf(period: Period): readonly Day[] {
  const days: Day[] = []
  let [year, month, day] = [
    Number(period.from.slice(0, 4)),
    Number(period.from.slice(5, 7)),
    Number(period.from.slice(8)),
  ]
  for (;;) {
    const date = `${year}-${pad(month)}-${pad(day)}`
    if (date > period.to) return days
    const number = daysSince1970(year, month, day)
    const restDay = (number + 4) % 7 === 0 || (number + 4) % 7 === 6
    days.push({
      date,
      month,
      milliseconds: number * 86_400_000,
      weight: (busyMonths[month] ?? 8) * (restDay ? 1 : 4),
    })
    day += 1
    if (day > daysInMonth(year, month)) [day, month] = [1, month + 1]
    if (month > 12) [month, year] = [1, year + 1]
  }
}

/** How many of `size` things fall on each day: in proportion to the weights, summing to `size`. */
export function spread(days: readonly Day[], size: number): readonly number[] {
  const total = days.reduce((sum, day) => sum + day.weight, 0)
  let [seen, given] = [0, 0]
  return days.map((day) => {
    seen += day.weight
    const due = Math.floor((size * seen) / total)
    const here = due - given
    given = due
    return here
  })
}

const pad = (n: number): string => String(n).padStart(2, '0')

/** Days from 1970-01-01 to a date of the Gregorian calendar (Howard Hinnant's days_from_civil). */
function daysSince1970(year: number, month: number, day: number): number {
  const y = month <= 2 ? year - 1 : year
  const era = Math.floor(y / 400)
  const yearOfEra = y - era * 400
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear
  return era * 146_097 + dayOfEra - 719_468
}
