import type { laws, topics } from '../dictionaries/activity-options'
import { USUAL_TARGET } from './plan'

/** One theme that most districts have in that month. */
interface Suggested {
  readonly month: number
  readonly theme: string
  readonly laws: readonly (keyof typeof laws)[]
  readonly topics: readonly (keyof typeof topics)[]
}

/** What the nationwide days and months of publicity suggest (DOMAIN 2h): a start that the district edits like anything else. */
export const suggested: readonly Suggested[] = [
  { month: 3, theme: '“三八”妇女维权宣传', laws: ['women', 'domesticViolence'], topics: ['women'] },
  { month: 3, theme: '消费者权益保护宣传', laws: ['consumers'], topics: ['consumers'] },
  { month: 4, theme: '全民国家安全教育日宣传', laws: ['security'], topics: ['security'] },
  { month: 5, theme: '民法典宣传月', laws: ['civilCode'], topics: ['civilCode'] },
  { month: 6, theme: '全民禁毒宣传月', laws: ['narcotics'], topics: ['narcotics'] },
  { month: 6, theme: '安全生产月', laws: ['safety'], topics: ['safety'] },
  { month: 6, theme: '未成年人保护宣传', laws: ['minors'], topics: ['minors'] },
  { month: 9, theme: '网络安全宣传周', laws: ['telecomFraud'], topics: ['network', 'fraud'] },
  { month: 11, theme: '消防安全宣传月', laws: ['fire'], topics: ['fire'] },
  { month: 11, theme: '根治欠薪宣传', laws: ['wages', 'labour'], topics: ['wages'] },
  { month: 12, theme: '宪法宣传周', laws: ['constitution'], topics: ['constitution'] },
]

/** The suggestions for a year as records of 月度主题, but for months that have a theme already. */
export function suggestedFor(year: number, planned: Iterable<number>) {
  const taken = new Set(planned)
  return suggested
    .filter(({ month }) => !taken.has(month))
    .map(({ month, theme, laws: read, topics: about }) => ({
      year,
      month,
      theme,
      target: USUAL_TARGET,
      laws: [...read],
      topics: [...about],
    }))
}
