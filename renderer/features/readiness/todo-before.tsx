import type { MonthReadiness } from '../../../shared/readiness/month'
import { ChecksBefore } from '../../paper-ui/checks-before'
import { Section } from '../../ui/page'

/** 定稿前检查: what should be done before the month's report is signed off, each a way there. */
export function TodoBefore({ month }: { month: MonthReadiness }) {
  return (
    <Section
      title="定稿前检查"
      extra={
        <span className="section-aside">{month.frozen ? '这个月的月报已定稿' : `截止 ${month.until}`}</span>
      }
    >
      <ChecksBefore month={month} />
    </Section>
  )
}
