import { dateOf, dayNumber, isDate } from '../dates'

/** 1970-01-01, from where calendars count, in a count of days that begins with 0001-01-01 as 0. */
const EPOCH = 719_162

/** The first and the last date that a record can be of; the form takes none before either. */
export const FIRST_DAY = '1900-01-01'
export const LAST_DAY = '2199-12-31'

/** The number of a date's day, counted from 0001-01-01 as 0; `null` for what is no date from 1900 to 2199. */
export function factDay(iso: string): number | null {
  return isDate(iso) && iso <= LAST_DAY ? dayNumber(iso) + EPOCH : null
}

/** The date `YYYY-MM-DD` of a day's number. */
export function isoOfDay(day: number): string {
  return dateOf(day - EPOCH)
}

/** The minute of the day of `HH:mm`; `null` for what is no time. */
export function minuteNumber(time: string): number | null {
  return /^([01]\d|2[0-3]):[0-5]\d$/.test(time) ? Number(time.slice(0, 2)) * 60 + Number(time.slice(3)) : null
}

/** The time `HH:mm` of a minute of the day. */
export function timeOfMinute(minute: number): string {
  return `${padded(Math.floor(minute / 60))}:${padded(minute % 60)}`
}

const padded = (number: number): string => String(number).padStart(2, '0')
