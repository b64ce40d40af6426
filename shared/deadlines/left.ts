import { dayNumber } from '../dates'
import type { DeadlineRow } from './row'

/** How much of a time limit is left on a day (`YYYY-MM-DD`): 「逾期 12 天」, 「今天到期」, 「还有 2 天」. */
export function leftText(row: Pick<DeadlineRow, 'due' | 'earliest'>, today: string): string {
  const last = row.due ?? row.earliest
  if (last === undefined) return '日历未更新'
  const days = dayNumber(last) - dayNumber(today)
  if (days < 0) return `逾期 ${-days} 天`
  return days === 0 ? '今天到期' : `还有 ${days} 天`
}
