import { Alert } from 'antd'
import type { Kind } from '../../shared/definition/define'
import {
  closedState,
  flowIn,
  isDraft,
  stateIn,
  stateLabel,
  statesAfterEdit,
} from '../../shared/records/states'
import type { RecordView } from '../../shared/records/view'
import { useSession } from '../engine/session'

/** Says before anything is typed what the record's state makes of it: nothing at all, not yet anything, or another look by who approves. */
export function StandingNotice({ kind, record }: { kind: Kind; record: Pick<RecordView, 'body'> }) {
  const { user } = useSession()
  const closed = closedState(kind, record.body)
  if (closed !== null)
    return <Alert type="info" showIcon title={`这条记录已经${closed}，不能再修改、办理或转出。`} />
  if (isDraft(kind, record.body))
    return <Alert type="info" showIcon title="这条记录还是草稿，不计入统计。填写完整后请提交。" />
  return Object.entries(statesAfterEdit(kind, record.body, user.role)).map(([field, to]) => {
    const flow = flowIn(kind, field)
    if (!flow) return null
    const stands = stateLabel(flow, stateIn(flow, record.body))
    const next = stateLabel(flow, String(to))
    return (
      <Alert
        key={field}
        type="info"
        showIcon
        title={`这条记录${stands}。您修改内容或附件并保存后，它会回到“${next}”，等待重新审核。`}
      />
    )
  })
}
