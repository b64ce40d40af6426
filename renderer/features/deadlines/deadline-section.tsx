import { Button } from 'antd'
import { useState } from 'react'
import { leftText } from '../../../shared/deadlines/left'
import type { DeadlineRow } from '../../../shared/deadlines/row'
import type { Whose } from '../../../shared/deadlines/rule'
import { type Urgency, urgencies, urgencyLabels } from '../../../shared/deadlines/urgency'
import { dueText } from '../../../shared/deadlines/weekly-list'
import { knownKind } from '../../../shared/kinds'
import { useCall } from '../../engine/use-call'
import { WhyThisDay } from '../../kinds-ui/why-this-day'
import { detailPath, dueListPath } from '../../paths'
import { ErrorNotice } from '../../ui/error-notice'
import { Mark } from '../../ui/mark'
import { Section } from '../../ui/page'
import { ClockSelect } from './clock-select'

/** So many under each heading before somebody asks for all. */
const firstShown = 5

/** 期限: what is overdue, due today, this week and next week, of all or of one clock; nothing where there is none. */
export function DeadlineSection() {
  const [clock, setClock] = useState<Whose | undefined>(undefined)
  const { data, error, again } = useCall('deadlines.list', { ...(clock !== undefined && { clock }) })
  const [asked, setAsked] = useState<DeadlineRow | null>(null)
  if (error) return <ErrorNotice error={error} again={again} />
  if (!data || data.clocks.length === 0) return null
  return (
    <Section
      title="期限"
      extra={
        <>
          <a href={`#${dueListPath(clock)}`}>到期清单（打印、导出）</a>
          <ClockSelect clocks={data.clocks} value={clock} onChange={setClock} />
        </>
      }
    >
      {urgencies.map((urgency) => (
        <Group
          key={urgency}
          urgency={urgency}
          rows={data.rows.filter((row) => row.urgency === urgency)}
          total={data.totals[urgency]}
          today={data.today}
          onWhy={setAsked}
        />
      ))}
      {asked && <WhyThisDay row={asked} onClose={() => setAsked(null)} />}
    </Section>
  )
}

interface GroupProps {
  readonly urgency: Urgency
  readonly rows: readonly DeadlineRow[]
  /** How many there are, of which `rows` are the earliest. */
  readonly total: number
  readonly today: string
  readonly onWhy: (row: DeadlineRow) => void
}

function Group({ urgency, rows, total, today, onWhy }: GroupProps) {
  const [whole, setWhole] = useState(false)
  if (rows.length === 0) return null
  return (
    <>
      <h3 className={`deadline-heading deadline-${urgency}`}>
        {urgencyLabels[urgency]}（{total}）
      </h3>
      <ul className="lines" aria-label={urgencyLabels[urgency]}>
        {rows.slice(0, whole ? rows.length : firstShown).map((row) => (
          <Line key={`${row.record} ${row.rule}`} row={row} today={today} onWhy={onWhy} />
        ))}
      </ul>
      {!whole && rows.length > firstShown && (
        <Button size="small" onClick={() => setWhole(true)}>
          {total > rows.length
            ? `显示${urgencyLabels[urgency]}的前 ${rows.length} 项`
            : `显示${urgencyLabels[urgency]}的全部 ${total} 项`}
        </Button>
      )}
      {total > rows.length && (
        <p className="help">
          {urgencyLabels[urgency]}的另有 {total - rows.length} 项未在此列出，请查看到期清单。
        </p>
      )}
    </>
  )
}

interface LineProps {
  readonly row: DeadlineRow
  readonly today: string
  readonly onWhy: (row: DeadlineRow) => void
}

function Line({ row, today, onWhy }: LineProps) {
  const kind = knownKind(row.kind)
  return (
    <li className="due-line">
      <span className="due-left">
        <Mark tone={row.urgency === 'overdue' ? 'red' : row.urgency === 'later' ? 'calm' : 'amber'}>
          {leftText(row, today)}
        </Mark>
      </span>
      <span className="due-words">
        <strong>{dueText(row)}</strong> {row.label}（{row.whose}） {row.unitName}{' '}
        {kind && (
          <a href={`#${detailPath(kind, row.record)}`}>
            {row.number} {row.title}
          </a>
        )}
      </span>
      <Button
        size="small"
        aria-label={`计算依据：${row.label} ${row.number ?? ''} ${row.title}`}
        onClick={() => onWhy(row)}
      >
        计算依据
      </Button>
    </li>
  )
}
