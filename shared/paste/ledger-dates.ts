import { dateOf, dayNumber, isDate } from '../dates'
import type { ProblemReason } from '../field-problems'
import { readDate, readTime } from './typed'

/** How the days of one table are read. */
export interface DateReading {
  /** The year of days that stand without one; absent: nobody was asked yet. */
  readonly year?: number | undefined
  /** Serial numbers count from 1904. */
  readonly date1904?: boolean | undefined
}

/** A day as a table says it, or why it is none. */
export type LedgerDate = { readonly date: string } | { readonly reason: ProblemReason }

const invalid: LedgerDate = { reason: 'date.invalid' }
/** Serial numbers of days between 1954 and 2119: others are amounts, or a slip of the finger. */
const [firstSerial, lastSerial] = [20_000, 80_000]
const zero = { 1900: dayNumber('1970-01-01') - 25_569, 1904: dayNumber('1970-01-01') - 24_107 }

/**
 * Reads a day the way ledgers hold it: 2024.3.5, 2024年3月5日, 24/3/5, 20240305, or the serial number of a spreadsheet.
 * 3月5日 is of the table's year. A weekday or a time behind the day is passed over. A day is never guessed.
 */
export function readLedgerDate(word: string, { year, date1904 }: DateReading): LedgerDate {
  const text = tidy(word)
  if (/^\d{5}(\.\d+)?$/.test(text)) return ofSerial(Number(text), date1904 === true)
  const short = /^(\d{2})([-./年])(\d{1,2})([-./月])(\d{1,2})[日号]?$/.exec(text)
  if (short) return said(`20${short[1]}`, short[3], short[5])
  const ofYear = /^(\d{1,2})([-./月])(\d{1,2})[日号]?$/.exec(text)
  if (!ofYear) return /^\d{4}/.test(text) ? said(...partsOf(text)) : invalid
  const [, month, sign, day = ''] = ofYear
  // A number 3.1 was 3.10 before a spreadsheet took its zero.
  if (sign === '.' && /^[123]$/.test(day)) return { reason: 'table.day-unclear' }
  return year === undefined ? { reason: 'table.year-needed' } : said(String(year), month, day)
}

/** Reads a month: 2024-03, 2024年3月, 2024.11, or any day of it. */
export function readLedgerMonth(word: string, how: DateReading): LedgerDate {
  const text = tidy(word)
  const match = /^(\d{4})([-./年])(\d{1,2})月?(份)?$/.exec(text)
  if (match) {
    if (match[2] === '.' && match[3] === '1') return { reason: 'table.day-unclear' }
    return said(match[1] ?? '', match[3], '1')
  }
  const alone = /^(\d{1,2})月(份)?$/.exec(text)
  if (alone)
    return how.year === undefined ? { reason: 'table.year-needed' } : said(String(how.year), alone[1], '1')
  const day = readLedgerDate(word, how)
  return 'date' in day ? { date: `${day.date.slice(0, 8)}01` } : day
}

/** Reads a time: as people type it, 下午3点, 14:30:00, or the part of a day that a spreadsheet keeps. `null` when it is none. */
export function readLedgerTime(word: string): string | null {
  const text = word.normalize('NFKC').replace(/\s/g, '')
  if (/^0?\.\d+$/.test(text)) {
    const minutes = Math.round(Number(text) * 1440)
    return `${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`
  }
  const half = /^(上午|早上|中午|下午|晚上|晚)(.+)$/.exec(text)
  const time = readTime((half?.[2] ?? text).replace(/^(\d{1,2}:\d{2}):\d{2}$/, '$1'))
  if (!half || time === null) return time
  const hour = Number(time.slice(0, 2))
  const isLater = /下午|晚/.test(half[1] ?? '') || (half[1] === '中午' && hour < 3)
  return isLater && hour < 12 ? `${two(hour + 12)}${time.slice(2)}` : time
}

function tidy(word: string): string {
  return word
    .normalize('NFKC')
    .replace(/\(?(周|星期|礼拜)[一二三四五六日天]\)?$/, '')
    .replace(/[T\s]+\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?Z?$/, '')
    .replace(/\s/g, '')
}

function ofSerial(serial: number, date1904: boolean): LedgerDate {
  if (serial < firstSerial || serial > lastSerial) return invalid
  return { date: dateOf(zero[date1904 ? 1904 : 1900] + Math.floor(serial)) }
}

function partsOf(text: string): [string, string | undefined, string | undefined] {
  // Any day will do as today: the text has its year.
  const date = readDate(text, '2000-01-01')
  return date === null ? ['', undefined, undefined] : [date.slice(0, 4), date.slice(5, 7), date.slice(8)]
}

function said(year: string, month = '', day = ''): LedgerDate {
  const date = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`
  return isDate(date) ? { date } : invalid
}

const two = (count: number): string => String(count).padStart(2, '0')
