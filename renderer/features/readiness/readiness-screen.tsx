import { Button } from 'antd'
import { useState } from 'react'
import type { FileToken } from '../../../shared/contract/types'
import { sheetFaces } from '../../../shared/paper/print-style'
import { isPeriod } from '../../../shared/period'
import type { MonthReadiness } from '../../../shared/readiness/month'
import { useRpc } from '../../engine/engine-context'
import { useCall } from '../../engine/use-call'
import { asOwn, noOwnPeriods, useOwnPeriods } from '../../kinds-ui/use-own-periods'
import { A4Preview } from '../../paper-ui/a4-preview'
import { MonthChoice } from '../../paper-ui/month-choice'
import { PaperActions } from '../../paper-ui/paper-actions'
import { ErrorNotice } from '../../ui/error-notice'
import { useHashQuery } from '../../ui/hash-route'
import { Page } from '../../ui/page'
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
      detail={data && <ReadyMonth month={data} />}
      actions={
        data && (
          <>
            <Button aria-expanded={paper} onClick={() => setPaper(!paper)}>
              {paper ? '收起催报单' : '查看催报单'}
            </Button>
            <PaperActions
              title={`${data.label}报送情况`}
              pages={(how) => rpc.waiting.printReminder({ period: data.period, how })}
              write={async (format: 'docx' | 'xlsx', file: FileToken) =>
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
          {data.of === 'street' && <TodoBefore month={data} />}
          <StreetTable month={data} />
          {paper && <Reminder period={data.period} />}
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

function Reminder({ period }: { period: string }) {
  const { data, error, again } = useCall('waiting.reminder', { period })
  if (error) return <ErrorNotice error={error} again={again} />
  return data ? <A4Preview markup={data.markup} faces={sheetFaces} /> : null
}
