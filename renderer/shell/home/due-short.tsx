import { leftText } from '../../../shared/deadlines/left'
import type { DeadlineRow } from '../../../shared/deadlines/row'
import { urgencies } from '../../../shared/deadlines/urgency'
import { knownKind } from '../../../shared/kinds'
import { useCall } from '../../engine/use-call'
import { deadlinesPath, detailPath } from '../../paths'
import { ErrorNotice } from '../../ui/error-notice'
import { Mark } from '../../ui/mark'
import { Section } from '../../ui/page'

const mostShown = 6

/** The most urgent time limits; all of them stand at their own place. */
export function DueShort() {
  const { data, error, again } = useCall('deadlines.list', { most: mostShown })
  if (error) return <ErrorNotice error={error} again={again} />
  if (!data) return null
  const total = urgencies.reduce((sum, name) => sum + data.totals[name], 0)
  return (
    <Section
      title="期限"
      extra={
        total > 0 && (
          <a className="section-aside" href={`#${deadlinesPath}`}>
            全部 {total} 项
          </a>
        )
      }
    >
      {total === 0 ? (
        <p className="nothing">两周内没有到期的期限。</p>
      ) : (
        <ul className="due-list">
          {data.rows.slice(0, mostShown).map((row) => (
            <Line key={`${row.record} ${row.rule}`} row={row} today={data.today} />
          ))}
        </ul>
      )}
    </Section>
  )
}

function Line({ row, today }: { row: DeadlineRow; today: string }) {
  const kind = knownKind(row.kind)
  const text = `${row.unitName} ${row.label} ${row.title}`.trim()
  return (
    <li>
      <span className="due-left">
        <Mark tone={row.urgency === 'overdue' ? 'red' : 'amber'}>{leftText(row, today)}</Mark>
      </span>
      {kind ? (
        <a className="due-text" href={`#${detailPath(kind, row.record)}`} title={text}>
          {text}
        </a>
      ) : (
        <span className="due-text">{text}</span>
      )}
    </li>
  )
}
