import { Button, Input, Modal } from 'antd'
import { useId } from 'react'
import { problemText } from '../../shared/field-problems'
import { Labeled } from '../ui/labeled'
import { FieldBox } from './field-box'
import { ProblemList } from './problem-list'
import { fieldsOfMove, type Moving, REASON, useMove } from './use-move'
import type { SavedRecord } from './write-record'

interface MoveFormProps extends Moving {
  readonly onMoved: (saved: SavedRecord) => void
  readonly onClose: () => void
}

const nothing: readonly string[] = []

/** What a move asks for before it is made: its fields and its reason, nothing else. */
export function MoveForm({ onMoved, onClose, ...moving }: MoveFormProps) {
  const { kind, move, record } = moving
  const formId = useId()
  const { element, values, reason, problems, saving, type, giveReason, make } = useMove(moving, onMoved)
  const fields = fieldsOfMove(kind, move)
  const asked = new Set([REASON, ...fields.map(([key]) => key)])
  const problemOf = (key: string, label: string): string | undefined => {
    const problem = problems.find(({ field }) => field === key)
    return problem && problemText(problem, label)
  }
  return (
    <Modal
      open
      title={`${move.label}：${record.title || kind.label}`}
      onCancel={onClose}
      footer={null}
      width="36rem"
    >
      <form
        ref={element}
        className="stack"
        aria-label={move.label}
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          void make()
        }}
      >
        <ProblemList kind={kind} problems={problems.filter(({ field }) => !asked.has(field))} />
        {fields.map(([key, field]) => (
          <FieldBox
            key={key}
            id={`${formId}-${key}`}
            name={key}
            field={field}
            value={values[key]}
            problem={problemOf(key, field.label)}
            recent={nothing}
            left={false}
            maskedText={record.masked.includes(key) ? String(record.body[key] ?? '') : undefined}
            onChange={type}
          />
        ))}
        {move.reason && (
          <Labeled label="理由" required problem={problemOf(REASON, '理由')} help="记入修改历史">
            {(control) => (
              <Input
                {...control}
                value={reason}
                maxLength={500}
                onChange={(event) => giveReason(event.target.value)}
              />
            )}
          </Labeled>
        )}
        <div className="form-actions">
          <Button type="primary" htmlType="submit" loading={saving}>
            {move.label}
          </Button>
          <Button onClick={onClose}>取消</Button>
        </div>
      </form>
    </Modal>
  )
}
