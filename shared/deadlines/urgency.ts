import { dayNumber, weekday } from '../dates'

/** Most urgent first, as the radar's headings stand. */
export const urgencies = ['overdue', 'unsure', 'alert', 'today', 'thisWeek', 'nextWeek', 'later'] as const
export type Urgency = (typeof urgencies)[number]

export const urgencyLabels: Readonly<Record<Urgency, string>> = {
  overdue: '已逾期',
  unsure: '可能到期（日历未更新）',
  alert: '时效即将届满',
  today: '今天到期',
  thisWeek: '本周到期',
  nextWeek: '下周到期',
  later: '以后到期',
}

/** What a day that has passed means. */
export interface Passed {
  /** The day was the last quiet one before an alert that lasts until its limitation runs out. */
  readonly alerts?: boolean
  /** A holiday notice that is missing may have moved the day. */
  readonly mayMove?: boolean
}

/** How soon `due` comes, seen from `today` (both `YYYY-MM-DD`); a week begins on Monday. */
export function urgency(due: string, today: string, { alerts, mayMove }: Passed = {}): Urgency {
  const ahead = dayNumber(due) - dayNumber(today)
  if (ahead < 0) return alerts ? 'alert' : mayMove ? 'unsure' : 'overdue'
  if (ahead === 0) return 'today'
  const leftOfWeek = 7 - weekday(today)
  if (ahead <= leftOfWeek) return 'thisWeek'
  return ahead <= leftOfWeek + 7 ? 'nextWeek' : 'later'
}

/** Sorts the more urgent first. */
export function compareUrgency(a: Urgency, b: Urgency): number {
  return urgencies.indexOf(a) - urgencies.indexOf(b)
}
