import { weekday, yearOf } from '../dates'
import { isStatutoryHoliday } from './statutory'

/** One year of the State Council's holiday notice (国务院办公厅关于××年部分节假日安排的通知); days as `MM-DD`. */
export interface CalendarYear {
  /** Days off by the notice, with the weekend days that lie inside a holiday. */
  readonly off: readonly string[]
  /** Saturdays and Sundays that the notice makes working days (调休上班). */
  readonly work: readonly string[]
  /** The district's own entry, with its document or `''`; absent: as the program ships it. */
  readonly byDistrict?: string
}

/** A working-day calendar as plain data, so that a district's bundle can carry a newer one. */
export interface Calendar {
  /** Date of the newest notice inside (`YYYY-MM-DD`): of two calendars, the greater text is the newer. */
  readonly version: string
  /** By year, `2026`. A year that is missing is unknown: nothing is ever guessed for it. */
  readonly years: Readonly<Record<string, CalendarYear>>
}

export type DayKind = 'work' | 'rest' | 'unknown'

/** Why a day is no working day. */
export type RestReason = 'weekend' | 'holiday'

/**
 * Whether people work on `date` (`YYYY-MM-DD`). In a year without a notice a statutory holiday is a day of rest; every other
 * day is `unknown`, even a weekend, because a Saturday may be a make-up working day.
 * @throws RangeError when `date` is no real date.
 */
export function dayKind(calendar: Calendar, date: string): DayKind {
  if (!calendar.years[yearOf(date)]) return isStatutoryHoliday(date) ? 'rest' : 'unknown'
  return isMakeUpDay(calendar, date) || !restReason(calendar, date) ? 'work' : 'rest'
}

/** Why nobody works on `date`, or `undefined` on a plain weekday; a make-up day is asked of `isMakeUpDay`. */
export function restReason(calendar: Calendar, date: string): RestReason | undefined {
  const year = calendar.years[yearOf(date)]
  if (year ? year.off.includes(date.slice(5)) : isStatutoryHoliday(date)) return 'holiday'
  return isWeekend(date) ? 'weekend' : undefined
}

/** Whether `date` is a Saturday or Sunday that a notice makes a working day. */
export function isMakeUpDay(calendar: Calendar, date: string): boolean {
  return isWeekend(date) && (calendar.years[yearOf(date)]?.work.includes(date.slice(5)) ?? false)
}

/** From here on the notice for the next year may move days: none yet reached further back than 29 December, a week is room. */
const unsettledFrom = '12-25'

/**
 * Whether the notice for the next year, which is not known, may still change what `date` is.
 * New Year's holiday takes and makes up days of the December before it: 29 December 2018, a Saturday, became a day of
 * work, the 31st a day off.
 */
export function isUnsettled(calendar: Calendar, date: string): boolean {
  return date.slice(5) >= unsettledFrom && !calendar.years[yearOf(date) + 1]
}

/** Whether `date` is a working day for all that is known: false only when it is certainly none. */
export function mayBeWorked(calendar: Calendar, date: string): boolean {
  return isUnsettled(calendar, date) || dayKind(calendar, date) !== 'rest'
}

function isWeekend(date: string): boolean {
  return weekday(date) >= 6
}
