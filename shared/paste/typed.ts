import { addDays, isDate } from '../dates'

const days: Readonly<Record<string, number>> = {
  今天: 0,
  今日: 0,
  昨天: -1,
  昨日: -1,
  前天: -2,
  明天: 1,
  后天: 2,
}

/** A month and day without a year lies in this year, or in the last one when it would be this far ahead. */
const farAheadDays = 90

const pad = (text: string): string => text.padStart(2, '0')

/**
 * Reads a date the way people type it: 2026-11-03, 2026.11.3, 2026年11月3日, 20261103, 11-3, 11月3日, 今天.
 * Answers `YYYY-MM-DD`, or null when it is not a real date. `today` is `YYYY-MM-DD`.
 */
export function readDate(typed: string, today: string): string | null {
  const text = typed.normalize('NFKC').trim().replace(/\s+/g, '')
  const offset = days[text]
  if (offset !== undefined) return addDays(today, offset)
  const full =
    /^(\d{4})(?:[-./年])(\d{1,2})(?:[-./月])(\d{1,2})[日号]?$/.exec(text) ??
    /^(\d{4})(\d{2})(\d{2})$/.exec(text)
  if (full) return real(`${full[1]}-${pad(full[2] ?? '')}-${pad(full[3] ?? '')}`)
  const short = /^(\d{1,2})[-./月](\d{1,2})[日号]?$/.exec(text)
  if (!short) return null
  const year = Number(today.slice(0, 4))
  const inYear = (y: number): string => `${y}-${pad(short[1] ?? '')}-${pad(short[2] ?? '')}`
  return real(inYear(year) > addDays(today, farAheadDays) ? inYear(year - 1) : inYear(year))
}

function real(date: string): string | null {
  return isDate(date) ? date : null
}

/** Reads a time: 14:30, 14:30, 9点, 9点半, 9点05分, 0930. Answers `HH:mm`, or null. */
export function readTime(typed: string): string | null {
  const text = typed.normalize('NFKC').trim().replace(/\s+/g, '')
  const match =
    /^(\d{1,2})[:.时点](\d{1,2})分?$/.exec(text) ??
    /^(\d{1,2})(\d{2})$/.exec(text) ??
    /^(\d{1,2})[时点](半|整)?$/.exec(text)
  if (!match) return null
  const hour = Number(match[1])
  const minute = match[2] === '半' ? 30 : Number(match[2] === '整' ? 0 : (match[2] ?? 0))
  return hour <= 23 && minute <= 59 ? `${pad(String(hour))}:${pad(String(minute))}` : null
}

/** Who counts attendances writes 40人 too. */
const sameUnit: Readonly<Record<string, string>> = { 人次: '人', 人: '人次' }

/**
 * Reads a whole number of things: 1200, 1,200, 1200, and with the measure word that stands behind it, 12人. Answers null when
 * it is not one.
 */
export function readCount(typed: string, unit = ''): number | null {
  const whole = typed.normalize('NFKC').replace(/[\s,,]/g, '')
  const said = [unit, sameUnit[unit] ?? ''].find((one) => one !== '' && whole.endsWith(one)) ?? ''
  const text = whole.slice(0, whole.length - said.length)
  return /^\d{1,12}$/.test(text) ? Number(text) : null
}
