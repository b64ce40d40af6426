import { dayNumber, weekday } from './dates'

export type Urgency = 'overdue' | 'today' | 'thisWeek' | 'nextWeek' | 'later'

/** The radar's headings, most urgent first. */
export const urgencyLabels: Readonly<Record<Urgency, string>> = {
  overdue: '已逾期',
  today: '今天到期',
  thisWeek: '本周到期',
  nextWeek: '下周到期',
  later: '以后到期',
}

/** How soon `due` comes, seen from `today` (both `YYYY-MM-DD`); a week begins on Monday. */
export function urgency(due: string, today: string): Urgency {
  const ahead = dayNumber(due) - dayNumber(today)
  if (ahead < 0) return 'overdue'
  if (ahead === 0) return 'today'
  const leftOfWeek = 7 - weekday(today)
  if (ahead <= leftOfWeek) return 'thisWeek'
  return ahead <= leftOfWeek + 7 ? 'nextWeek' : 'later'
}
