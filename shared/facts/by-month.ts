import { countedDates, type Kind } from '../definition/define'
import type { Field } from '../definition/fields'
import { measures } from '../figures/measures'
import { isDated, isDistinct, type Measure, type MeasureSource } from '../figures/measures/define'
import { kindOf } from '../kinds'
import { monthPeriod, type Period, wholeMonthsIn } from '../period'
import { isoOfDay } from './days'
import { factTablesOf } from './tables'

// What is kept of months, added up, wherever it is kept.

/** Whether a measure is kept by month, added up or as the things that it counts: what counts by a date. */
export function isKeptByMonth(measure: Measure): boolean {
  return measure.over.length > 0 && isDated(measure) && measure.narrowed === undefined
}

const kept = measures.filter(isKeptByMonth)
/** Those that are added up. */
export const keptMeasures: readonly Measure[] = kept.filter((measure) => !isDistinct(measure))
/** Those whose things are kept. */
export const keptThings: readonly Measure[] = kept.filter(isDistinct)

/** One kind's records repeat another's: `courtyard-session.activity`. */
export interface Repeating {
  readonly kind: string
  /** The field that names the other record. */
  readonly link: string
  readonly to: string
}

/** A change of the records that are repeated changes what the months of those that repeat them hold. */
export const repeatings: readonly Repeating[] = measures
  .flatMap(({ over }) => over)
  .flatMap(repeatingOf)
  .filter((one, at, all) => all.findIndex(({ kind, link }) => kind === one.kind && link === one.link) === at)

function repeatingOf({ kind, link }: MeasureSource): readonly Repeating[] {
  const field: Field | undefined = link === undefined ? undefined : kindOf(kind).fields[link]
  return link !== undefined && field?.type === 'ref' ? [{ kind, link, to: field.to }] : []
}

const places = new WeakMap<Kind, readonly number[]>()

/** Where among a kind's facts the dates stand that are counted by. */
export function datePlaces(kind: Kind): readonly number[] {
  const { columns } = factTablesOf(kind)
  const found =
    places.get(kind) ?? countedDates(kind).map((date) => columns.findIndex(({ field }) => field === date))
  places.set(kind, found)
  return found
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

/** The number of a date's month: year × 12 + month - 1. */
export function monthNumber(iso: string): number {
  return Number(iso.slice(0, 4)) * 12 + Number(iso.slice(5, 7)) - 1
}

/** The number of a day's month. @param day as facts number it */
export function monthOfDay(day: number): number {
  return monthNumber(isoOfDay(day))
}

/** The month of a number. */
export function monthPeriodOf(month: number): Period {
  return monthPeriod(Math.floor(month / 12), (month % 12) + 1)
}
