import { addDays, dayNumber } from '../dates'
import type { Period } from '../period'
import type { Prng } from './prng'

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
  for (let { from: date } = period; date <= period.to; date = addDays(date, 1)) {
    const number = dayNumber(date)
    const month = Number(date.slice(5, 7))
    const restDay = (number + 4) % 7 === 0 || (number + 4) % 7 === 6
    days.push({
      date,
      month,
      milliseconds: number * 86_400_000,
      weight: (busyMonths[month] ?? 8) * (restDay ? 1 : 4),
    })
  }
  return days
}

/** How many of `size` things fall on each day: in proportion to the weights, summing to `size`. */
export function spread(days: readonly Day[], size: number): readonly number[] {
  return share(
    size,
    days.map(({ weight }) => weight),
  )
}

/** As `spread`, but each thing half a step earlier, so that the last one does not wait for the last day. */
export function spreadEarly(days: readonly Day[], size: number): readonly number[] {
  const steps = share(
    2 * size,
    days.map(({ weight }) => weight),
  )
  let seen = 0
  return steps.map((step) => {
    const before = Math.ceil(seen / 2)
    seen += step
    return Math.ceil(seen / 2) - before
  })
}

/** A whole number cut into whole parts in proportion to the weights; the parts sum to it. Without weights there is none. */
export function share(whole: number, weights: readonly number[]): readonly number[] {
  const total = weights.reduce((sum, weight) => sum + weight, 0)
  let [seen, given] = [0, 0]
  return weights.map((weight) => {
    seen += weight
    const due = total === 0 ? 0 : Math.floor((whole * seen) / total)
    const here = due - given
    given = due
    return here
  })
}

/** The days on which `size` things happen, in order, over the first `percent` of the days. */
export function datesOf(days: readonly Day[], size: number, percent: number): readonly Day[] {
  const within = days.slice(0, Math.max(1, Math.ceil((days.length * percent) / 100)))
  const counts = spreadEarly(within, size)
  return within.flatMap((day, at) => Array.from({ length: counts[at] ?? 0 }, () => day))
}

/** A date `least` to `most` days later, but not after `last`. */
export function later(prng: Prng, date: string, least: number, most: number, last: string): string {
  const then = addDays(date, prng.between(least, most))
  return then < last ? then : last
}
