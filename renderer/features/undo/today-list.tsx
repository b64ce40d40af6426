import { Button } from 'antd'
import { knownKind } from '../../../shared/kinds'
import type { OwnChange } from '../../../shared/records/history'
import { useRpc } from '../../engine/engine-context'
import { useCall } from '../../engine/use-call'
import { changeLabels } from '../../kinds-ui/history'
import { ErrorNotice } from '../../ui/error-notice'
import { attempt } from '../../ui/errors'
import { newOperation } from '../../ui/operation'
import { TableScroll } from '../../ui/table-scroll'
import { showToast } from '../../ui/toasts'
import { localMinute } from '../../ui/today'
import { RecordLink } from './record-link'

/** Fields named of one change; the rest is in the record's history. */
const shownFields = 4

/** Every write of today by who is signed in, the newest first. */
export function TodayList() {
  const { data, error, again } = useCall('records.today', {})
  if (error) return <ErrorNotice error={error} again={again} />
  if (!data) return null
  if (data.changes.length === 0) return <p className="nothing">您今天在这台电脑上还没有改动。</p>
  return (
    <TableScroll label="今天的改动">
      <table className="plain">
        <thead>
          <tr>
            {['时间', '种类', '记录', '改动', '撤销'].map((heading) => (
              <th scope="col" key={heading}>
                {heading}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {data.changes.map((change) => (
            <TodayRow key={change.change} change={change} />
          ))}
        </tbody>
      </table>
    </TableScroll>
  )
}

function TodayRow({ change }: { readonly change: OwnChange }) {
  const rpc = useRpc()
  const name = change.number ?? change.title
  const undo = async (): Promise<void> => {
    await rpc.records.undo({ id: change.record, change: change.change, operation: newOperation() })
    showToast(`已撤销：${name}。撤销也能再撤销，就在最上面一行。`, { about: change.record })
  }
  return (
    <tr>
      <td>{localMinute(change.at).slice(11)}</td>
      <td>{knownKind(change.kind)?.label}</td>
      <td>
        <RecordLink kind={change.kind} id={change.record} name={name} />
      </td>
      <td>{whatIn(change)}</td>
      <td>
        {change.mayUndo ? (
          <Button
            size="small"
            aria-label={`撤销 ${name} 的${changeLabels[change.action]}`}
            onClick={() => attempt(undo)}
          >
            撤销
          </Button>
        ) : (
          <span className="help">后来又有改动</span>
        )}
      </td>
    </tr>
  )
}

function whatIn({ action, fields }: OwnChange): string {
  if (action !== 'edit') return changeLabels[action]
  const told = fields
    .slice(0, shownFields)
    .map(({ label, oldText, newText }) => `${label}：${oldText || '（空）'} → ${newText || '（空）'}`)
  const rest = fields.length - told.length
  return [...told, ...(rest > 0 ? [`另有 ${rest} 项`] : [])].join('；')
}
