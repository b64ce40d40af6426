import { isDate } from '../../../shared/dates'
import { formatMoney } from '../../../shared/money'
import { readTime } from '../../../shared/paste/typed'

/** Reads a day of this month as it is typed into a form: 26, 26日. Nothing of the kind is read out of a spreadsheet. */
export function readDayOfMonth(typed: string, today: string): string | null {
  const [, day] = /^(\d{1,2})[日号]?$/.exec(typed.normalize('NFKC').trim()) ?? []
  const date = `${today.slice(0, 8)}${(day ?? '').padStart(2, '0')}`
  return isDate(date) ? date : null
}

/** Reads a full hour as it is typed into a form: 19. Nothing of the kind is read out of a spreadsheet. */
export function readFullHour(typed: string): string | null {
  return /^\d{1,2}$/.test(typed.normalize('NFKC').trim()) ? readTime(`${typed.trim()}点`) : null
}

/** From this amount on (in 分) the grouped figure is read back. */
const spokenFrom = 1_000_000

/** 「31,900.00元」 for an amount in 分 that is large enough to miscount its zeros; '' for a small one. */
export function spokenMoney(fen: number): string {
  return fen >= spokenFrom ? `${formatMoney(fen)}元` : ''
}

const weekdays = ['日', '一', '二', '三', '四', '五', '六']

/** 「2026年11月3日 星期二」 for a date `YYYY-MM-DD`, so that a typed date can be checked at a glance. */
export function spokenDate(date: string): string {
  if (!isDate(date)) return ''
  const [year = 0, month = 1, day = 1] = date.split('-').map(Number)
  return `${year}年${month}月${day}日 星期${weekdays[new Date(year, month - 1, day).getDay()]}`
}
