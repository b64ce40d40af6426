import { Button, Modal } from 'antd'
import { useId, useRef, useState } from 'react'
import type { Kind } from '../../../shared/definition/define'
import type { beginningOf } from '../../../shared/paste/missing-names'
import type { Body } from '../../../shared/shapes'
import { useRpc } from '../../engine/engine-context'
import { FieldBox } from '../../kinds-ui/field-box'
import { useRecordWrites } from '../../kinds-ui/use-record-writes'
import { ErrorNotice } from '../../ui/error-notice'
import { newOperation } from '../../ui/operation'
import { useBusy } from '../../ui/use-busy'

interface MakeDialogProps {
  readonly kind: Kind
  readonly name: string
  readonly beginning: NonNullable<ReturnType<typeof beginningOf>>
  readonly onMade: (id: string) => void
  readonly onClose: () => void
}

const nothing: readonly string[] = []

/** A unit or another record that a table names and nobody has registered, with what it can not do without. */
export function MakeDialog({ kind, name, beginning, onMade, onClose }: MakeDialogProps) {
  const rpc = useRpc()
  const formId = useId()
  const { announce } = useRecordWrites()
  const { busy, run } = useBusy()
  const [values, setValues] = useState<Body>(beginning.values)
  const [error, setError] = useState<unknown>(null)
  const operation = useRef(newOperation())
  const make = async (): Promise<void> => {
    try {
      const saved = await rpc.records.save({
        kind: kind.name,
        patch: { ...values },
        operation: operation.current,
      })
      onMade(saved.id)
      onClose()
      await announce(kind, saved)
    } catch (refusal) {
      operation.current = newOperation()
      setError(refusal)
    }
  }
  return (
    <Modal open title={`新登记${kind.label}“${name}”`} onCancel={onClose} footer={null}>
      <form
        className="stack"
        aria-label={`新登记${kind.label}`}
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          void run(make)
        }}
      >
        {beginning.fields.map(([key, field]) => (
          <FieldBox
            key={key}
            id={`${formId}-${key}`}
            name={key}
            field={field}
            value={values[key]}
            problem={undefined}
            recent={nothing}
            left={error !== null}
            onChange={(changed, value) => setValues((before) => ({ ...before, [changed]: value }))}
          />
        ))}
        {error !== null && <ErrorNotice error={error} />}
        <div className="form-actions">
          <Button type="primary" htmlType="submit" loading={busy}>
            登记
          </Button>
          <Button onClick={onClose}>取消</Button>
        </div>
      </form>
    </Modal>
  )
}
