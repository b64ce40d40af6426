import { Button, Modal } from 'antd'
import type { DeadlineRow } from '../../shared/deadlines/row'
import { dueText } from '../../shared/deadlines/weekly-list'
import { useCall } from '../engine/use-call'
import { ErrorNotice } from '../ui/error-notice'

/** How a last day was counted, sentence by sentence, with the article that sets it. */
export function WhyThisDay({ row, onClose }: { row: DeadlineRow; onClose: () => void }) {
  const { data, error, again } = useCall('deadlines.explain', { id: row.record, rule: row.rule })
  return (
    <Modal
      open
      title={`${row.label}：${dueText(row)}`}
      onCancel={onClose}
      width="40rem"
      footer={
        <Button type="primary" autoFocus onClick={onClose}>
          知道了
        </Button>
      }
    >
      {error ? <ErrorNotice error={error} again={again} /> : null}
      {data && (
        <ol className="deadline-steps">
          {data.sentences.map((sentence) => (
            <li key={sentence}>{sentence}</li>
          ))}
        </ol>
      )}
    </Modal>
  )
}
