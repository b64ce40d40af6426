import { measures } from '../../../shared/figures/measures'
import {
  isDated,
  isDistinct,
  keyFields,
  type Measure,
  type MeasureSource,
} from '../../../shared/figures/measures/define'
import { kindOf } from '../../../shared/kinds'
import { monthPeriod, type Period, wholeMonthsIn } from '../../../shared/period'

/** Whether a measure is kept by district and month, added up or as the things that it counts: what counts by a date. */
export function isKeptByMonth(measure: Measure): boolean {
  return measure.over.length > 0 && isDated(measure) && measure.narrowed === undefined
}

const kept = measures.filter(isKeptByMonth)
/** Those that are added up. */
export const keptMeasures = kept.filter((measure) => !isDistinct(measure))
/** Those whose things are kept. */
export const keptThings = kept.filter(isDistinct)

/** Those of whose months is also kept how many there are: each record names one thing, so that things and first records are as many. */
export const numberedThings = keptThings.filter(({ over }) => over.every(namesOneThing))

function namesOneThing({ kind, add }: MeasureSource): boolean {
  const key = typeof add === 'object' && 'distinct' in add ? keyFields(add.distinct) : []
  return key.every((field) => kindOf(kind).fields[field]?.type !== 'refs')
}

/** Months by their numbers, both ends among them. */
export interface MonthSpan {
  readonly first: number
  readonly last: number
}

/** The months that a period consists of; `null` where it has other days. */
export function monthsOfPeriod(period: Period): MonthSpan | null {
  const months = wholeMonthsIn(period)
  const [first, last] = [months[0], months.at(-1)]
  if (first === undefined || last === undefined) return null
  const isWhole = first === period.from && monthPeriodOf(monthNumber(last)).to === period.to
  return isWhole ? { first: monthNumber(first), last: monthNumber(last) } : null
}

const monthNumber = (iso: string): number => Number(iso.slice(0, 4)) * 12 + Number(iso.slice(5, 7)) - 1

/** The month of a number. */
export function monthPeriodOf(month: number): Period {
  return monthPeriod(Math.floor(month / 12), (month % 12) + 1)
}
