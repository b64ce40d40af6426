import { knownKind } from '../../../shared/kinds'
import { useCall } from '../../engine/use-call'
import { detailPath } from '../../paths'
import { ErrorNotice } from '../../ui/error-notice'
import { Section } from '../../ui/page'
import { nameHere } from '../../ui/trail'

interface DayListProps {
  /** `YYYY-MM-DD`. */
  readonly date: string
  readonly unit: string | undefined
}

/** What ends on a day, and what was done on it, each a way to its record. */
export function DayList({ date, unit }: DayListProps) {
  const { data, error, again } = useCall('overviews.day', { date, ...(unit !== undefined && { unit }) })
  if (error) return <ErrorNotice error={error} again={again} />
  const isEmpty = data !== undefined && data.rows.length + data.due.length === 0
  return (
    <Section title={`${Number(date.slice(5, 7))}月${Number(date.slice(8))}日`}>
      {isEmpty && <p className="nothing">当日没有登记，也没有到期事项。</p>}
      {data && data.due.length > 0 && (
        <>
          <h3>到期</h3>
          <ul className="day-list" aria-label="到期">
            {data.due.map(({ record, kind, rule, label, title }) => (
              <li key={`${record} ${rule}`}>
                <DayLink kind={kind} id={record} text={`${label}：${title}`} />
              </li>
            ))}
          </ul>
        </>
      )}
      {data && data.rows.length > 0 && (
        <>
          <h3>登记</h3>
          <ul className="day-list" aria-label="登记">
            {data.rows.map(({ id, kind, title }) => (
              <li key={id}>
                <DayLink kind={kind} id={id} text={`${knownKind(kind)?.label ?? ''}：${title}`} />
              </li>
            ))}
          </ul>
        </>
      )}
    </Section>
  )
}

function DayLink({ kind, id, text }: { kind: string; id: string; text: string }) {
  const known = knownKind(kind)
  if (!known) return text
  return (
    <a href={`#${detailPath(known, id)}`} onClick={() => nameHere('日历')}>
      {text}
    </a>
  )
}
