import { Select } from 'antd'
import { useMemo, useState } from 'react'
import type { Json } from '../../../shared/json'
import { NAME_UNKNOWN, useNames } from '../../engine/names'
import { clearable } from '../../ui/control-signs'
import type { ControlProps } from '../../ui/labeled'
import { useFoundOptions } from './found-options'

interface RefControlProps {
  readonly control: ControlProps
  /** The kind pointed at. */
  readonly to: string
  readonly levels?: readonly string[] | undefined
  /** The unit whose records are offered first. */
  readonly near?: string | undefined
  readonly value: Json | undefined
  readonly onChange: (value: Json) => void
  readonly placeholder?: string
}

/** Another record, found by name, pinyin or initials; the engine searches, best first. */
export function RefControl(props: RefControlProps) {
  const { control, to, levels, near, value, onChange, placeholder } = props
  const [opened, setOpened] = useState(false)
  const [typed, setTyped] = useState('')
  const [unfound, setUnfound] = useState('')
  const [picked, setPicked] = useState<{ readonly value: string; readonly label: string } | null>(null)
  const chosen = typeof value === 'string' && value !== '' ? value : undefined
  const nameOf = useNames(useMemo(() => (chosen === undefined ? [] : [chosen]), [chosen]))
  const { options, pending } = useFoundOptions({ to, levels, near, typed, opened })
  // The name is asked for; of what was just picked it stood in the list.
  const known = nameOf(chosen ?? '')
  const label = known === NAME_UNKNOWN && picked?.value === chosen ? (picked?.label ?? known) : known
  return (
    <>
      <Select
        {...control}
        className={pending ? 'wide is-pending' : 'wide'}
        allowClear={clearable}
        labelInValue
        showSearch={{ filterOption: false, onSearch: setTyped }}
        loading={pending}
        notFoundContent={pending ? '正在查找…' : '没有找到'}
        onOpenChange={(open) => {
          setOpened(open)
          if (open) setUnfound('')
          else setTyped('')
        }}
        onBlur={() => setUnfound(options.length === 0 && !pending ? typed : '')}
        options={options.map((option) => ({
          value: option.id,
          label: option.label,
          detail: option.detail,
        }))}
        optionRender={(option) => (
          <span className="option-line">
            <span>{option.label}</span>
            <span className="option-detail">{option.data.detail}</span>
          </span>
        )}
        placeholder={placeholder ?? '输入名称或拼音首字母'}
        value={chosen === undefined ? null : { value: chosen, label }}
        onChange={(option?: { value: string; label: string } | null) => {
          setPicked(option ?? null)
          onChange(option?.value ?? null)
        }}
      />
      {unfound !== '' && (
        <p className="warning" role="status">
          未找到“{unfound}”，这一项没有填写。
        </p>
      )}
    </>
  )
}
