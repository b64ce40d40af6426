import { dayNumber, weekday } from './dates'

/** Most urgent first, as the radar's headings stand. */
export const urgencies = ['overdue', 'alert', 'today', 'thisWeek', 'nextWeek', 'later'] as const
export type Urgency = (typeof urgencies)[number]

export const urgencyLabels: Readonly<Record<Urgency, string>> = {
  overdue: '已逾期',
  alert: '时效将满',
  today: '今天到期',
  thisWeek: '本周到期',
  nextWeek: '下周到期',
  later: '以后到期',
}

/**
 * How soon `due` comes, seen from `today`; a week begins on Monday. With `ends`, `due` is the last quiet day before an alert
 * that lasts until `ends`: it is never overdue. All `YYYY-MM-DD`.
 */
export function urgency(due: string, today: string, ends?: string): Urgency {
  const ahead = dayNumber(due) - dayNumber(today)
  if (ahead < 0) return ends === undefined ? 'overdue' : 'alert'
  if (ahead === 0) return 'today'
  const leftOfWeek = 7 - weekday(today)
  if (ahead <= leftOfWeek) return 'thisWeek'
  return ahead <= leftOfWeek + 7 ? 'nextWeek' : 'later'
}

/** Sorts the more urgent first. */
export function compareUrgency(a: Urgency, b: Urgency): number {
  return urgencies.indexOf(a) - urgencies.indexOf(b)
}
