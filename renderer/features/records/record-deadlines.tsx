import { Button } from 'antd'
import { useState } from 'react'
import { lengthText } from '../../../shared/deadlines/explain'
import { leftText } from '../../../shared/deadlines/left'
import type { DeadlineRow } from '../../../shared/deadlines/row'
import { ruleNamed } from '../../../shared/deadlines/rules'
import { dueText } from '../../../shared/deadlines/weekly-list'
import { useCall } from '../../engine/use-call'
import { WhyThisDay } from '../../kinds-ui/why-this-day'
import { Mark, type Tone } from '../../ui/mark'

/** What runs for one record, before everything else that is said of it: 「逾期 12 天 · 人民调解 1个月」. */
export function RecordDeadlines({ record }: { record: string }) {
  const { data } = useCall('deadlines.list', { record })
  const [asked, setAsked] = useState<DeadlineRow | null>(null)
  if (!data || data.rows.length === 0) return null
  return (
    <section className="record-deadlines" aria-label="办理期限">
      <ul>
        {data.rows.map((row) => (
          <li key={row.rule} className={`deadline-card deadline-card-${toneOf(row)}`}>
            <Mark tone={toneOf(row)}>
              <strong>{leftText(row, data.today)}</strong>
            </Mark>
            <span>
              {row.label} {lengthOf(row)}（{row.whose}），{dueText(row)}
            </span>
            <Button type="text" onClick={() => setAsked(row)}>
              计算依据
            </Button>
          </li>
        ))}
      </ul>
      {asked && <WhyThisDay row={asked} onClose={() => setAsked(null)} />}
    </section>
  )
}

/** What is far off asks nothing of anybody yet. */
function toneOf({ urgency }: DeadlineRow): Tone {
  if (urgency === 'overdue') return 'red'
  return urgency === 'later' ? 'calm' : 'amber'
}

function lengthOf(row: DeadlineRow): string {
  const rule = ruleNamed(row.rule)
  return rule ? lengthText(rule) : ''
}
