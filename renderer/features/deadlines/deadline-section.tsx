import { Button } from 'antd'
import { useState } from 'react'
import type { DeadlineRow } from '../../../shared/contract/deadlines'
import { type Urgency, urgencyLabels } from '../../../shared/deadlines/urgency'
import { dueText } from '../../../shared/deadlines/weekly-list'
import { knownKind } from '../../../shared/kinds'
import { standaloneHtml } from '../../../shared/reports/print-style'
import { useRpc, useTransport } from '../../engine/engine-context'
import { useSession } from '../../engine/session'
import { useCall } from '../../engine/use-call'
import { ErrorNotice } from '../../ui/error-notice'
import { attempt } from '../../ui/errors'
import { Section } from '../../ui/page'
import { detailPath } from '../shell/paths'
import { WhyThisDay } from './why-this-day'

/** So many under each heading before somebody asks for all. */
const firstShown = 8

const headings = Object.keys(urgencyLabels) as Urgency[]

/** 期限: what is overdue, due today, this week and next week; nothing where there is none. */
export function DeadlineSection() {
  const { data, error, again } = useCall('deadlines.list', {})
  const [asked, setAsked] = useState<DeadlineRow | null>(null)
  if (error) return <ErrorNotice error={error} again={again} />
  if (!data || data.rows.length === 0) return null
  return (
    <Section title="期限" extra={<PrintList />}>
      {data.more && <p className="help">有的事项记录太多,只列出了起算日期较近的。</p>}
      {headings.map((urgency) => (
        <Group
          key={urgency}
          urgency={urgency}
          rows={data.rows.filter((row) => row.urgency === urgency)}
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
  readonly onWhy: (row: DeadlineRow) => void
}

function Group({ urgency, rows, onWhy }: GroupProps) {
  const [whole, setWhole] = useState(false)
  if (rows.length === 0) return null
  return (
    <>
      <h3 className={`deadline-heading deadline-${urgency}`}>
        {urgencyLabels[urgency]}({rows.length})
      </h3>
      <ul className="lines" aria-label={urgencyLabels[urgency]}>
        {rows.slice(0, whole ? rows.length : firstShown).map((row) => (
          <Line key={`${row.record} ${row.rule}`} row={row} onWhy={onWhy} />
        ))}
      </ul>
      {!whole && rows.length > firstShown && (
        <Button size="small" onClick={() => setWhole(true)}>
          显示{urgencyLabels[urgency]}的全部 {rows.length} 项
        </Button>
      )}
    </>
  )
}

function Line({ row, onWhy }: { row: DeadlineRow; onWhy: (row: DeadlineRow) => void }) {
  const kind = knownKind(row.kind)
  return (
    <li>
      <span>
        <strong>{dueText(row)}</strong> {row.label}({row.whose}) {row.unitName}{' '}
        {kind && (
          <a href={`#${detailPath(kind, row.record)}`}>
            {row.number} {row.title}
          </a>
        )}
      </span>
      <Button
        size="small"
        aria-label={`为什么是这一天:${row.label} ${row.number ?? ''} ${row.title}`}
        onClick={() => onWhy(row)}
      >
        为什么是这一天
      </Button>
    </li>
  )
}

function PrintList() {
  const rpc = useRpc()
  const { printing } = useTransport()
  const { readOnly } = useSession()
  const [busy, setBusy] = useState(false)
  const print = async (): Promise<void> => {
    setBusy(true)
    try {
      const { title, markup } = await rpc.deadlines.page({})
      await printing.print(standaloneHtml(title, markup))
      // A profile of a newer version takes no audit rows, but may be read and printed.
      if (!readOnly) await rpc.deadlines.printed({})
    } finally {
      setBusy(false)
    }
  }
  return (
    <Button size="small" loading={busy} onClick={() => attempt(print)}>
      打印期限
    </Button>
  )
}
