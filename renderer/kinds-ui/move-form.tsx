import { Button, Input, Modal } from 'antd'
import { useCallback, useId, useMemo, useRef, useState } from 'react'
import type { Patch } from '../../shared/contract/types'
import { fieldOf, type Kind } from '../../shared/definition/define'
import type { CellField } from '../../shared/definition/fields'
import { fillings } from '../../shared/definition/fills'
import type { Move, Workflow } from '../../shared/definition/workflow'
import type { FieldProblem } from '../../shared/errors'
import { problemText } from '../../shared/field-problems'
import type { Json } from '../../shared/json'
import { withoutOutdated } from '../../shared/records/moving'
import type { RecordView } from '../../shared/records/view'
import { useRpc } from '../engine/engine-context'
import { errorBodyOf, problemsOf, showError } from '../ui/errors'
import { Labeled } from '../ui/labeled'
import { newOperation } from '../ui/operation'
import { today } from '../ui/today'
import { FieldBox } from './field-box'
import { editableValues, type FormValues, isEmpty, patchOf } from './form-values'
import { focusProblem } from './placed-problems'
import { ProblemList } from './problem-list'
import { type Filled, useFilling, withFilled } from './use-filling'
import type { SavedRecord } from './write-record'

interface MoveFormProps {
  readonly kind: Kind
  readonly flow: Workflow
  readonly move: Move
  readonly record: RecordView
  readonly onMoved: (saved: SavedRecord) => void
  readonly onClose: () => void
}

/** Where the problem of the reason is kept: no field of a kind is called so. */
const REASON = 'reason'
const nothing: readonly string[] = []

/** What a move asks for before it is made: its fields and its reason, nothing else. */
export function MoveForm({ kind, flow, move, record, onMoved, onClose }: MoveFormProps) {
  const rpc = useRpc()
  const formId = useId()
  const form = useRef<HTMLFormElement>(null)
  const stored = useMemo(
    () => withoutOutdated(move, editableValues(kind, record.body, record.masked)),
    [kind, move, record],
  )
  const [values, setValues] = useState<FormValues>(() => ({ ...stored, ...stampedToday(move, stored) }))
  const [reason, setReason] = useState('')
  const [problems, setProblems] = useState<readonly FieldProblem[]>([])
  const [saving, setSaving] = useState(false)
  const operation = useRef(newOperation())
  const fill = useFilling(
    kind,
    values,
    useCallback((filled: Filled) => setValues((now) => withFilled(now, filled)), []),
  )
  const needed = (move.needs ?? nothing).flatMap((key): [string, CellField][] => {
    const field = fieldOf(kind, key)
    return field && field.type !== 'rows' ? [[key, { ...field, required: true }]] : []
  })
  // What fills a needed field is offered before it.
  const offered = fillings(kind.fields).flatMap(({ key, field, fills }): [string, CellField][] =>
    !move.needs?.includes(key) && Object.keys(fills).some((own) => move.needs?.includes(own))
      ? [[key, field]]
      : [],
  )
  const fields = [...offered, ...needed]
  const asked = new Set([REASON, ...fields.map(([key]) => key)])
  const problemOf = (key: string, label: string): string | undefined => {
    const problem = problems.find(({ field }) => field === key)
    return problem && problemText(problem, label)
  }
  const answered = (key: string): void => setProblems((before) => before.filter(({ field }) => field !== key))

  const make = async (): Promise<void> => {
    if (saving) return
    setSaving(true)
    try {
      const saved = await rpc.records.move({
        id: record.id,
        flow: flow.field,
        move: move.name,
        patch: patchOf(kind, stored, values) as Patch,
        ...(reason.trim() !== '' && { reason: reason.trim() }),
        operation: operation.current,
      })
      onMoved(saved)
    } catch (error) {
      const found = problemsOf(errorBodyOf(error))
      if (found.length === 0) {
        showError(error)
        return
      }
      setProblems(found)
      requestAnimationFrame(() => focusProblem(form.current))
    } finally {
      setSaving(false)
    }
  }
  return (
    <Modal
      open
      title={`${move.label}:${record.title || kind.label}`}
      onCancel={onClose}
      footer={null}
      width="36rem"
    >
      <form
        ref={form}
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
            onChange={(name: string, value: Json) => {
              setValues((before) => ({ ...before, [name]: value }))
              answered(name)
              fill(name, value)
            }}
          />
        ))}
        {move.reason && (
          <Labeled label="理由" required problem={problemOf(REASON, '理由')} help="写进修改历史">
            {(control) => (
              <Input
                {...control}
                value={reason}
                maxLength={500}
                onChange={(event) => {
                  setReason(event.target.value)
                  answered(REASON)
                }}
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

/** The dates that the move would fill by itself, where it also asks for them: shown, so that they can be set right. */
function stampedToday(move: Move, stored: FormValues): FormValues {
  const dates = Object.entries(move.stamps ?? {}).filter(
    ([key, what]) => what === 'today' && move.needs?.includes(key) && isEmpty(stored[key]),
  )
  return Object.fromEntries(dates.map(([key]) => [key, today()]))
}
