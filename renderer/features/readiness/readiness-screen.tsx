import { LeftOutlined, RightOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { useState } from 'react'
import { sheetFaces } from '../../../shared/paper/print-style'
import { isPeriod, monthAfter, parsePeriod, previousPeriod } from '../../../shared/period'
import type { MonthReadiness } from '../../../shared/readiness/month'
import { useRpc } from '../../engine/engine-context'
import { useCall } from '../../engine/use-call'
import { asOwn, useOwnPeriods } from '../../kinds-ui/use-own-periods'
import { A4Preview } from '../../paper-ui/a4-preview'
import { PaperActions } from '../../paper-ui/paper-actions'
import { ErrorNotice } from '../../ui/error-notice'
import { setHashQuery, useHashQuery } from '../../ui/hash-route'
import { Page } from '../../ui/page'
import { today } from '../../ui/today'
import { StreetTable } from './street-table'
import { TodoBefore } from './todo-before'

/** 报送情况: what came from each street for a month, what is still open, and the reminder on paper; nobody is ranked. */
export function ReadinessScreen() {
  const rpc = useRpc()
  const asked = useHashQuery().get('period') ?? ''
  const period = isPeriod(asked) ? asked : undefined
  const which = period === undefined ? {} : { period }
  const { data, error, again } = useCall('waiting.month', which)
  const [paper, setPaper] = useState(false)
  return (
    <Page
      title="报送情况"
      detail={data && <MonthChoice month={data} />}
      actions={
        data && (
          <>
            <Button aria-expanded={paper} onClick={() => setPaper(!paper)}>
              {paper ? '收起催报单' : '查看催报单'}
            </Button>
            <PaperActions
              title={`${data.label}报送情况`}
              pages={(how) => rpc.waiting.printReminder({ period: data.period, how })}
              write={async (format, file) =>
                (await rpc.waiting.writeReminder({ period: data.period, format, file })).file
              }
            />
          </>
        )
      }
    >
      {error ? <ErrorNotice error={error} again={again} /> : null}
      {data && (
        <>
          <TodoBefore month={data} />
          <StreetTable month={data} />
          {paper && <Reminder period={data.period} />}
        </>
      )}
    </Page>
  )
}

/** ‹ 2026年11月 ›: months up to this one. */
function MonthChoice({ month }: { month: MonthReadiness }) {
  const at = parsePeriod(month.period)
  const isLast = at.to >= today()
  const own = useOwnPeriods()
  return (
    <span className="month-choice">
      <Button
        type="text"
        icon={<LeftOutlined aria-hidden="true" />}
        aria-label="上一个月"
        onClick={() => setHashQuery({ period: asOwn(own, previousPeriod(at)) })}
      />
      <strong>{month.label}</strong>
      <Button
        type="text"
        icon={<RightOutlined aria-hidden="true" />}
        aria-label="下一个月"
        disabled={isLast}
        title={isLast ? '还没有到下一个月' : undefined}
        onClick={() => setHashQuery({ period: asOwn(own, monthAfter(at)) })}
      />
    </span>
  )
}

function Reminder({ period }: { period: string }) {
  const { data, error, again } = useCall('waiting.reminder', { period })
  if (error) return <ErrorNotice error={error} again={again} />
  return data ? <A4Preview markup={data.markup} faces={sheetFaces} /> : null
}
