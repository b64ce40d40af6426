import { Button, Input, Modal } from 'antd'
import { useRef, useState } from 'react'
import { fieldOf, isTyped, type Kind } from '../../shared/definition/define'
import type { FieldProblem } from '../../shared/errors'
import { sameJson } from '../../shared/json'
import type { HistoryEntry } from '../../shared/records/history'
import { isWorkedWith } from '../../shared/records/states'
import type { RecordView } from '../../shared/records/view'
import { useRpc } from '../engine/engine-context'
import { attempt, errorBodyOf, problemsOf } from '../ui/errors'
import { Labeled } from '../ui/labeled'
import { newOperation } from '../ui/operation'
import { ProblemList } from './problem-list'
import { useRecordWrites } from './use-record-writes'

type HistoryField = HistoryEntry['fields'][number]
type Side = 'old' | 'new'

interface RestoreValueProps {
  readonly kind: Kind
  readonly record: RecordView
  readonly change: string
  readonly field: HistoryField
  readonly side: Side
}

/** Whether a value of the history may be set back: people type it, and it is another one than what stands there. */
function mayRestore(kind: Kind, record: RecordView, { key, ...values }: HistoryField, side: Side): boolean {
  const field = fieldOf(kind, key)
  if (!field || field.type === 'rows' || !isTyped(kind, key) || !isWorkedWith(kind, record)) return false
  // Two private values may be shortened alike.
  return field.mask !== undefined || !sameJson(values[side], record.body[key] ?? null)
}

/** 恢复此值 beside a value of the history. */
export function RestoreValue(props: RestoreValueProps) {
  const { kind, record, field, side } = props
  const [asking, setAsking] = useState(false)
  if (!mayRestore(kind, record, field, side)) return null
  const text = textOf(field, side)
  return (
    <>
      <Button
        size="small"
        className="restore-value"
        aria-label={`恢复此值：${field.label} ${text}`}
        onClick={() => setAsking(true)}
      >
        恢复此值
      </Button>
      {asking && <RestoreDialog {...props} text={text} onClose={() => setAsking(false)} />}
    </>
  )
}

const textOf = ({ oldText, newText }: HistoryField, side: Side): string =>
  (side === 'old' ? oldText : newText) || '（空）'

interface RestoreDialogProps extends RestoreValueProps {
  readonly text: string
  readonly onClose: () => void
}

/** What will stand there, and why: an approved record of a month that is signed off asks for a reason. */
function RestoreDialog({ kind, record, change, field, side, text, onClose }: RestoreDialogProps) {
  const rpc = useRpc()
  const { tell } = useRecordWrites()
  const [reason, setReason] = useState('')
  const [problems, setProblems] = useState<readonly FieldProblem[]>([])
  const operation = useRef(newOperation())
  const asksReason = record.signedOff?.asksReason ?? false
  const lacksReason = problems.some((problem) => problem.field === 'reason')
  const restore = async (): Promise<void> => {
    try {
      const saved = await rpc.records.revert({
        id: record.id,
        change,
        field: field.key,
        side,
        seen: record.lastChange,
        ...(reason.trim() !== '' && { reason: reason.trim() }),
        operation: operation.current,
      })
      onClose()
      tell(`“${field.label}”已恢复为 ${text}`, saved)
    } catch (error) {
      const found = problemsOf(errorBodyOf(error))
      if (found.length === 0) throw error
      setProblems(found)
    }
  }
  return (
    <Modal open title={`恢复“${field.label}”`} onCancel={onClose} footer={null} width="32rem">
      <form
        className="stack"
        aria-label={`恢复${field.label}`}
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          attempt(restore)
        }}
      >
        <p>
          恢复为：<strong>{text}</strong>
        </p>
        <ProblemList kind={kind} problems={problems.filter((problem) => problem.field !== 'reason')} />
        <Labeled
          label="理由"
          required={asksReason}
          help="记入修改历史"
          problem={lacksReason ? '请填写理由。' : undefined}
        >
          {(control) => (
            <Input
              {...control}
              autoFocus
              value={reason}
              maxLength={500}
              autoComplete="off"
              onChange={(event) => setReason(event.target.value)}
            />
          )}
        </Labeled>
        <div className="form-actions">
          <Button type="primary" htmlType="submit">
            恢复
          </Button>
          <Button onClick={onClose}>取消</Button>
        </div>
      </form>
    </Modal>
  )
}
