import { yearOf } from '../dates'
import { calendarOf, daysIn, type Period, partsIn, periodLength, previousPeriod, yearBefore } from '../period'

/** A period that another is compared with, and what it is called. */
export interface Base {
  readonly period: Period
  /** In a sentence: 上月, 去年同期. */
  readonly inSentence: string
  /** Over a column: 上月, 去年同月. */
  readonly inTable: string
}

/** What a period is compared with: 环比 the one before, 同比 the same a year earlier. Of a year both are the same. */
export function basesOf(period: Period): { readonly before: Base; readonly lastYear: Base } {
  const before = previousPeriod(period)
  const lastYear = yearBefore(period)
  switch (periodLength(period)) {
    case 'reporting':
      // Last year's month may have had other days: what stands beside it are the same days.
      return {
        before: { period: before, inSentence: '上月', inTable: '上月' },
        lastYear: { period: lastYear, inSentence: '去年同期', inTable: '去年同期' },
      }
    case 'month':
      return {
        before: { period: before, inSentence: '上月', inTable: '上月' },
        lastYear: { period: lastYear, inSentence: '去年同期', inTable: '去年同月' },
      }
    case 'quarter':
      return {
        before: { period: before, inSentence: '上季度', inTable: '上季度' },
        lastYear: { period: lastYear, inSentence: '去年同期', inTable: '去年同期' },
      }
    case 'half': {
      const name = calendarOf(period).name.endsWith('H1') ? '上年下半年' : '上半年'
      return {
        before: { period: before, inSentence: name, inTable: name },
        lastYear: { period: lastYear, inSentence: '去年同期', inTable: '去年同期' },
      }
    }
    case 'days': {
      const name = `前${daysIn(period)}日`
      return {
        before: { period: before, inSentence: name, inTable: name },
        lastYear: { period: lastYear, inSentence: '去年同期', inTable: '去年同期' },
      }
    }
    case 'year': {
      const base = { period: lastYear, inSentence: '上年', inTable: '上年' }
      return { before: base, lastYear: base }
    }
    case 'toDate': {
      const base = { period: lastYear, inSentence: '去年同期', inTable: '去年同期' }
      return { before: base, lastYear: base }
    }
  }
}

const thisWords = {
  month: '本月',
  reporting: '本月',
  quarter: '本季度',
  half: '本期',
  year: '本年',
  toDate: '本期',
  days: '本期',
} as const

/** The period that a report is of, as it calls it: 本月, 本季度, 本年. */
export function thisPeriod(period: Period): string {
  return thisWords[periodLength(period)]
}

/** The period inside a sentence of its own year: 11月份, 第四季度, 上半年, 12月1日至7日, 2023年; across the turn of a year as it is. */
export function periodInSentence(period: Period): string {
  const { label, from, to } = calendarOf(period)
  switch (periodLength(period)) {
    case 'month':
    case 'reporting':
      return `${Number(period.name.slice(5, 7))}月份`
    case 'year':
      return label
    default:
      return yearOf(from) === yearOf(to) ? label.slice(label.indexOf('年') + 1) : label
  }
}

/** The shorter periods that a longer one consists of, each with a short name: the months of a quarter, the quarters of a year. */
export function partsOf(period: Period): readonly { period: Period; label: string }[] {
  return partsIn(period).map((part) => {
    const { label } = calendarOf(part)
    return { period: part, label: label.slice(label.indexOf(label.includes('第') ? '第' : '年') + 1) }
  })
}
