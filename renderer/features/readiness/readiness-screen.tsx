import { LeftOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { useState } from 'react'
import type { FileToken } from '../../../shared/contract/types'
import { sheetFaces } from '../../../shared/paper/print-style'
import { calendarOf, isPeriod, parsePeriod } from '../../../shared/period'
import { type MonthReadiness, toldText } from '../../../shared/readiness/month'
import { useRpc } from '../../engine/engine-context'
import { useCall } from '../../engine/use-call'
import { asOwn, noOwnPeriods, useOwnPeriods } from '../../kinds-ui/use-own-periods'
import { A4Preview } from '../../paper-ui/a4-preview'
import { MonthChoice } from '../../paper-ui/month-choice'
import { PaperActions } from '../../paper-ui/paper-actions'
import { readinessOf } from '../../paths'
import { ErrorNotice } from '../../ui/error-notice'
import { useHashQuery } from '../../ui/hash-route'
import { Page } from '../../ui/page'
import { StreetTable } from './street-table'
import { TodoBefore } from './todo-before'

/** 报送情况: what came from each street for a month, what is still open, and the reminder on paper; nobody is ranked. */
export function ReadinessScreen() {
  const rpc = useRpc()
  const query = useHashQuery()
  const asked = query.get('period') ?? ''
  const unit = query.get('unit')
  const inside = unit === null ? {} : { unit }
  const which = isPeriod(asked) ? { ...inside, period: asked } : inside
  const { data, error, again } = useCall('waiting.month', which)
  const [paper, setPaper] = useState(false)
  return (
    <Page
      title="报送情况"
      detail={data && <ReadyMonth month={data} />}
      actions={
        data && (
          <>
            <Button aria-expanded={paper} onClick={() => setPaper(!paper)}>
              {paper ? '收起催报单' : '查看催报单'}
            </Button>
            <PaperActions
              title={`${data.within?.name ?? ''}${data.label}报送情况`}
              pages={(how) => rpc.waiting.printReminder({ ...inside, period: data.period, how })}
              write={async (format: 'docx' | 'xlsx', file: FileToken) =>
                (await rpc.waiting.writeReminder({ ...inside, period: data.period, format, file })).file
              }
            />
          </>
        )
      }
    >
      {error ? <ErrorNotice error={error} again={again} /> : null}
      {data && (
        <>
          {data.within ? <Inside month={data} within={data.within} /> : null}
          {data.of === 'street' && !data.within && <TodoBefore month={data} />}
          <StreetTable month={data} />
          {paper && <Reminder which={{ ...inside, period: data.period }} />}
        </>
      )}
    </Page>
  )
}

/** The month that is looked at, and the way to others; of a district with months of its own those. */
function ReadyMonth({ month }: { month: MonthReadiness }) {
  const own = useOwnPeriods() ?? noOwnPeriods
  return <MonthChoice period={month.period} label={month.label} named={(at) => asOwn(own, at)} />
}

interface InsideProps {
  readonly month: MonthReadiness
  readonly within: NonNullable<MonthReadiness['within']>
}

/** Inside of whom one looks, how new what it told is, and the way back. */
function Inside({ month: { period }, within: { name, on, above } }: InsideProps) {
  return (
    <p className="inside-of">
      {above && (
        <a href={`#${readinessOf(calendarOf(parsePeriod(period)).name, above.unit)}`}>
          <LeftOutlined aria-hidden="true" /> 返回{above.name}
        </a>
      )}
      <span>{toldText(name, on)}</span>
    </p>
  )
}

function Reminder({ which }: { which: { readonly period: string; readonly unit?: string } }) {
  const { data, error, again } = useCall('waiting.reminder', which)
  if (error) return <ErrorNotice error={error} again={again} />
  return data ? <A4Preview markup={data.markup} faces={sheetFaces} /> : null
}
