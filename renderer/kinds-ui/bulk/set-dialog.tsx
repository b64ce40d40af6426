import { Select } from 'antd'
import { useEffect, useId, useMemo, useState } from 'react'
import type { Kind } from '../../../shared/definition/define'
import type { Json } from '../../../shared/json'
import { Labeled } from '../../ui/labeled'
import { useMatchesPinyin } from '../../ui/pinyin'
import { FieldBox } from '../field-box'
import { isEmpty } from '../form-values'
import { BulkDialog } from './bulk-dialog'
import { fieldsToSet } from './bulk-steps'

interface SetDialogProps {
  readonly kind: Kind
  readonly ids: readonly string[]
  readonly onDone: () => void
  readonly onClose: () => void
}

const nothing: readonly string[] = []
/** While somebody types, who goes and who stays is asked this much later, in ms. */
const typingPauseMs = 300

/** 改一项: one field of many records gets one value; left empty, it is emptied. */
export function SetDialog({ kind, ids, onDone, onClose }: SetDialogProps) {
  const matchesPinyin = useMatchesPinyin()
  const formId = useId()
  const fields = useMemo(() => new Map(fieldsToSet(kind)), [kind])
  const [key, setKey] = useState<string | null>(null)
  const [value, setValue] = useState<Json>(null)
  const settled = useSettled(value, key ?? '')
  const field = key === null ? undefined : fields.get(key)
  const step = useMemo(
    () =>
      key === null ? null : ({ do: 'set', patch: { [key]: isEmpty(settled) ? null : settled } } as const),
    [key, settled],
  )
  const choose = (next: string): void => {
    setKey(next)
    setValue(null)
  }
  return (
    <BulkDialog
      kind={kind.name}
      ids={ids}
      offer={{ label: '修改一项', step, reason: false }}
      onDone={onDone}
      onClose={onClose}
    >
      <Labeled label="要修改的项目" required>
        {(control) => (
          <Select
            id={control.id}
            className="wide"
            autoFocus
            placeholder="请选择"
            showSearch={{ filterOption: (typed, option) => matchesPinyin(String(option?.label), typed) }}
            options={[...fields].map(([name, { label }]) => ({ value: name, label }))}
            value={key}
            onChange={choose}
          />
        )}
      </Labeled>
      {key !== null && field && (
        <FieldBox
          key={key}
          id={`${formId}-${key}`}
          name={key}
          field={field}
          value={value}
          problem={undefined}
          recent={nothing}
          left
          notice={isEmpty(value) ? '未填写：将清空这一项。' : ''}
          onChange={(_, next) => setValue(next)}
        />
      )}
    </BulkDialog>
  )
}

/** A value once nobody types any more; at once where it is of another field. */
function useSettled(value: Json, of: string): Json {
  const [settled, setSettled] = useState({ value, of })
  useEffect(() => {
    const timer = setTimeout(() => setSettled({ value, of }), typingPauseMs)
    return () => clearTimeout(timer)
  }, [value, of])
  return settled.of === of ? settled.value : null
}
