import { Alert, Button, Input, Modal } from 'antd'
import { useState } from 'react'
import type { LeavingRecord } from '../../../shared/contract/erasing'
import type { Kind } from '../../../shared/definition/define'
import type { RecordView } from '../../../shared/records/view'
import { useRpc } from '../../engine/engine-context'
import { useMay, useSession } from '../../engine/session'
import { useCall } from '../../engine/use-call'
import { leftSearch } from '../../kinds-ui/list/left-list'
import { listPath } from '../../paths'
import { ErrorNotice } from '../../ui/error-notice'
import { navigate } from '../../ui/hash-route'
import { Labeled } from '../../ui/labeled'
import { showToast } from '../../ui/toasts'
import { useBusy } from '../../ui/use-busy'

/** Erasing a record for good: offered to who manages the district, for every kind that nothing is built upon. */
export function EraseButton({ kind, record }: { kind: Kind; record: RecordView }) {
  const { site } = useSession()
  const mayManage = useMay('profile.manage')
  const [asking, setAsking] = useState(false)
  if (!mayManage || site.role !== 'district' || kind.tree) return null
  return (
    <>
      <Button danger onClick={() => setAsking(true)}>
        彻底清除…
      </Button>
      {asking && <EraseDialog kind={kind} record={record} onClose={() => setAsking(false)} />}
    </>
  )
}

/** Shows what goes and what is left, and asks why: the reason goes to every computer. */
function EraseDialog({ kind, record, onClose }: { kind: Kind; record: RecordView; onClose: () => void }) {
  const rpc = useRpc()
  const { data, error } = useCall('records.erasePreview', { id: record.id })
  const [reason, setReason] = useState('')
  const { busy, run } = useBusy()
  const erase = async (): Promise<void> => {
    await rpc.records.erase({ id: record.id, reason })
    showToast(`${record.number ?? kind.label} 的内容已清除；请给其他电脑各导出一次，它们收到后也会清除`)
    navigate(listPath(kind, leftSearch(kind.name)))
  }
  return (
    <Modal
      open
      title="彻底清除这条记录的内容？"
      okText="清除，不能恢复"
      cancelText="取消"
      okButtonProps={{ danger: true, disabled: reason.trim().length < 2 || !data, loading: busy }}
      onOk={() => void run(erase)}
      onCancel={onClose}
    >
      <div className="stack">
        <Alert
          type="warning"
          showIcon
          title="清除后无法找回，也不能撤销或从回收站恢复。以前导出的备份不会改变，请另行销毁。"
        />
        {error !== undefined && <ErrorNotice error={error} />}
        <h3>会清除</h3>
        <ul>
          {data?.records.map((each) => (
            <li key={each.id}>{leavingText(each)}</li>
          ))}
        </ul>
        <h3>清除以后</h3>
        <p>
          只显示这条记录已被清除、清除时间和清除理由。
          {data &&
            data.namedBy > 0 &&
            `另有 ${data.namedBy} 条记录提到它，这些记录不变；其中如也写有当事人的信息，请另行清除。`}
        </p>
        <Labeled label="清除的理由" required>
          {(control) => (
            <Input
              {...control}
              maxLength={200}
              autoComplete="off"
              placeholder="会发送到每台电脑，请不要写个人信息"
              value={reason}
              onChange={(event) => setReason(event.target.value)}
            />
          )}
        </Labeled>
      </div>
    </Modal>
  )
}

function leavingText({ number, title, fields, changes, files }: LeavingRecord): string {
  const what = [fields.join('、'), `${changes} 次修改的全部内容`, ...(files > 0 ? [`${files} 个附件`] : [])]
  return `${[number, title].filter(Boolean).join(' ')}：${what.join('；')}`
}
