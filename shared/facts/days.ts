import { isDate } from '../period'

// Howard Hinnant's `days_from_civil`: a year begins with March, so that the leap day is its last.

/** Days of 400 years of the Gregorian calendar. */
const ERA = 146_097
/** The days before 0001-01-01 in a count that begins with 0000-03-01. */
const BEFORE_YEAR_ONE = 306

/** The first and the last date that a record can be of; the form takes none before either. */
export const FIRST_DAY = '1900-01-01'
export const LAST_DAY = '2199-12-31'

/** The number of a date's day, counted from 0001-01-01 as 0; `null` for what is no date from 1900 to 2199. */
export function dayNumber(iso: string): number | null {
  return isDate(iso) && iso <= LAST_DAY ? numberOf(iso) : null
}

/** The date `YYYY-MM-DD` of a day's number. */
export function isoOfDay(day: number): string {
  const count = day + BEFORE_YEAR_ONE
  const era = Math.floor(count / ERA)
  const inEra = count - era * ERA
  const yearInEra = Math.floor(
    (inEra - Math.floor(inEra / 1460) + Math.floor(inEra / 36_524) - Math.floor(inEra / 146_096)) / 365,
  )
  const inYear = inEra - (365 * yearInEra + Math.floor(yearInEra / 4) - Math.floor(yearInEra / 100))
  const fromMarch = Math.floor((5 * inYear + 2) / 153)
  const date = inYear - Math.floor((153 * fromMarch + 2) / 5) + 1
  const month = fromMarch < 10 ? fromMarch + 3 : fromMarch - 9
  const year = yearInEra + era * 400 + (month <= 2 ? 1 : 0)
  return `${String(year).padStart(4, '0')}-${padded(month)}-${padded(date)}`
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

function numberOf(iso: string): number {
  const [month, date] = [Number(iso.slice(5, 7)), Number(iso.slice(8))]
  const year = Number(iso.slice(0, 4)) - (month <= 2 ? 1 : 0)
  const era = Math.floor(year / 400)
  const inEra = year - era * 400
  const inYear = Math.floor((153 * (month > 2 ? month - 3 : month + 9) + 2) / 5) + date - 1
  return era * ERA + inEra * 365 + Math.floor(inEra / 4) - Math.floor(inEra / 100) + inYear - BEFORE_YEAR_ONE
}
