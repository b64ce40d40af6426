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

/** Every write of today by who is signed in, the newest first; each is undone and, once it is, done again. */
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
            {['时间', '种类', '记录', '改动', '撤销或重做'].map((heading) => (
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
  const { back, undone } = change
  const name = nameOf(change)
  const toggle = async (): Promise<void> => {
    if (!back) return
    const operation = newOperation()
    const said = undone ? '已重做' : '已撤销'
    if (back.by === 'change') {
      await rpc.records.undo({ id: change.record, change: back.change, operation })
      showToast(`${said}：${name}`, { about: change.record })
      return
    }
    const { done, leftTotal } = await rpc.bulk.undo({ batch: back.batch, operation })
    showToast(`${said} ${done} 条${leftTotal > 0 ? `，另有 ${leftTotal} 条后来又有改动，未作处理` : ''}`)
  }
  const label = undone ? '重做' : '撤销'
  return (
    <tr>
      <td>{localMinute(change.at).slice(11)}</td>
      <td>{knownKind(change.kind)?.label}</td>
      <td>
        <RecordLink kind={change.kind} id={change.record} name={name} />
      </td>
      <td>
        {undone && <span className="badge">已撤销</span>} {whatIn(change)}
      </td>
      <td>
        {back ? (
          <Button
            size="small"
            aria-label={`${label} ${name} 的${changeLabels[change.action]}`}
            onClick={() => attempt(toggle)}
          >
            {label}
          </Button>
        ) : (
          <span className="help">后来又有改动</span>
        )}
      </td>
    </tr>
  )
}

function nameOf({ number, title, records }: OwnChange): string {
  const first = number ?? title
  return records > 1 ? `${first} 等 ${records} 条` : first
}

function whatIn({ action, fields }: OwnChange): string {
  if (action !== 'edit') return changeLabels[action]
  const told = fields
    .slice(0, shownFields)
    .map(({ label, oldText, newText }) => `${label}：${oldText || '（空）'} → ${newText || '（空）'}`)
  const rest = fields.length - told.length
  return [...told, ...(rest > 0 ? [`另有 ${rest} 项`] : [])].join('；')
}
