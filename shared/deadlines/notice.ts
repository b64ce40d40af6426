import { addDays, isDate, yearOf } from '../dates'
import type { Body } from '../shapes'
import type { Calendar } from './calendar'

/** One holiday of a notice, first and last day `YYYY-MM-DD`. */
export interface NoticeHoliday {
  readonly name: string
  readonly from: string
  readonly to: string
}

/** What a State Council's notice says, as a `holiday-year` keeps it. */
export interface ReadNotice {
  readonly year: number | null
  /** The date under the notice. */
  readonly issuedOn: string | null
  readonly holidays: readonly NoticeHoliday[]
  /** Weekend days on which people work, `YYYY-MM-DD`. */
  readonly makeUp: readonly string[]
  /** What a person must look at before the year is kept. */
  readonly problems: readonly string[]
}

const names = ['元旦', '春节', '清明节', '劳动节', '端午节', '中秋节', '国庆节'] as const
const name = `(?:${names.join('|')})`
/** 「二、春节:」, also of two festivals in one: 「中秋节、国庆节:」. */
const heading = new RegExp(`(${name}(?:[、和]${name})*):`, 'g')
const day = '(?:(\\d{4})年)?(?:(\\d{1,2})月)?(\\d{1,2})日'
const single = new RegExp(day, 'g')
const span = new RegExp(`${day}(?:至${day})?`)

/**
 * Reads 《国务院办公厅关于××年部分节假日安排的通知》 as it stands on the web or in a paper: 「元旦:1月1日(周四)至3日(周六)放假调休,共3天。1月4日
 * (周日)上班。」. What it can not read it says; nothing is guessed. `year`: of a text that does not name its own.
 */
export function readNotice(text: string, year?: number): ReadNotice {
  const plain = text
    .normalize('NFKC')
    .replace(/\s/g, '')
    .replace(/\([^()]*\)/g, '')
  const found = Number(/(\d{4})年(?:部分节假日|元旦)/.exec(plain)?.[1] ?? Number.NaN)
  const of = Number.isNaN(found) ? (year ?? null) : found
  if (of === null) return { ...empty, problems: ['未能识别通知的年份，请将标题一并粘贴。'] }
  const parts = [...plain.matchAll(heading)].map((match, at, all) => ({
    name: match[1] ?? '',
    text: plain.slice(match.index + match[0].length, all[at + 1]?.index ?? plain.length),
  }))
  const read = parts.map((part) => readPart(part.name, part.text, of))
  const holidays = read.flatMap((part) => part.holidays)
  const missing = names.filter((one) => !parts.some((part) => part.name.includes(one)))
  return {
    year: of,
    issuedOn: issuedOn(plain, of),
    holidays,
    makeUp: [...new Set(read.flatMap((part) => part.makeUp))].sort(),
    problems: [
      ...read.flatMap((part) => part.problems),
      ...(missing.length > 0 ? [`没有找到${missing.join('、')}的安排，请核对。`] : []),
    ],
  }
}

const empty: ReadNotice = { year: null, issuedOn: null, holidays: [], makeUp: [], problems: [] }

type Part = Pick<ReadNotice, 'holidays' | 'makeUp' | 'problems'>

/** The sentences of one holiday: one says how long it is, others on which days people work. */
function readPart(name: string, text: string, year: number): Part {
  const sentences = text.split('。')
  const off = sentences.find((sentence) => sentence.includes('放假'))
  const match = off === undefined ? null : span.exec(off)
  const from = match && dateIn(match.slice(1, 4), year)
  if (!off || !match || !from) return { ...none, problems: [`未能识别${name}的放假日期，请核对。`] }
  const to = match[6] === undefined ? from : dateIn([match[4], match[5] ?? from.slice(5, 7), match[6]], year)
  if (!to || to < from) return { ...none, problems: [`未能识别${name}的放假截止日期，请核对。`] }
  const said = Number(/共(\d+)天/.exec(off)?.[1] ?? Number.NaN)
  const days = daysBetween(from, to)
  return {
    holidays: [{ name, from, to }],
    makeUp: sentences.filter((sentence) => sentence.includes('上班')).flatMap((one) => datesIn(one, year)),
    problems:
      Number.isNaN(said) || said === days ? [] : [`${name}写的是共${said}天，按日期是${days}天，请核对。`],
  }
}

const none: Part = { holidays: [], makeUp: [], problems: [] }

/** 「9月20日、10月10日」; a month that is not said again is the one before. */
function datesIn(sentence: string, year: number): readonly string[] {
  let month: string | undefined
  return [...sentence.matchAll(single)].flatMap((match) => {
    month = match[2] ?? month
    const date = dateIn([match[1], month, match[3]], year)
    return date === null ? [] : [date]
  })
}

function dateIn([year, month, dayOfMonth]: readonly (string | undefined)[], usual: number): string | null {
  if (month === undefined || dayOfMonth === undefined) return null
  const date = `${year ?? usual}-${month.padStart(2, '0')}-${dayOfMonth.padStart(2, '0')}`
  return isDate(date) ? date : null
}

function daysBetween(from: string, to: string): number {
  let days = 1
  for (let at = from; at < to; at = addDays(at, 1)) days += 1
  return days
}

/** The last date of the text, where it is of the year before: under 「国务院办公厅」. */
function issuedOn(plain: string, year: number): string | null {
  const [, ...parts] = /国务院办公厅(\d{4})年(\d{1,2})月(\d{1,2})日/.exec(plain) ?? []
  return parts.length === 3 ? dateIn(parts, year) : null
}

/** The fields of a `holiday-year` that say what the notice says. */
export function noticeFields({ year, issuedOn, holidays, makeUp }: ReadNotice): Body {
  return {
    year,
    ...(issuedOn !== null && { issuedOn }),
    notice: `国务院办公厅关于${year ?? ''}年部分节假日安排的通知`,
    holidays: holidays.map((one) => ({ ...one })),
    makeUp: makeUp.map((day) => ({ day })),
  }
}

/** From this day of the year on the next year's notice is looked for: it has come out between late October and late November. */
const ASKED_FROM = '11-01'

/** The year whose notice it is time to enter on a day (`YYYY-MM-DD`); `null`: it is there, or not due yet. */
export function missingNotice(calendar: Calendar, today: string): number | null {
  const [year, next] = [yearOf(today), yearOf(today) + 1]
  if (!calendar.years[year]) return year
  return today.slice(5) >= ASKED_FROM && !calendar.years[next] ? next : null
}
