import { Select } from 'antd'
import { useMemo, useState } from 'react'
import type { Json } from '../../../shared/json'
import { useNames } from '../../engine/names'
import { clearable } from '../../ui/control-signs'
import type { ControlProps } from '../../ui/labeled'
import { useFoundOptions } from './found-options'

interface RefsControlProps {
  readonly control: ControlProps
  /** The kind pointed at. */
  readonly to: string
  readonly levels?: readonly string[] | undefined
  readonly value: Json | undefined
  readonly onChange: (value: Json) => void
}

/** Several other records, each found by name, pinyin or initials. */
export function RefsControl({ control, to, levels, value, onChange }: RefsControlProps) {
  const [opened, setOpened] = useState(false)
  const [typed, setTyped] = useState('')
  const chosen = useMemo(() => (Array.isArray(value) ? value.map(String) : []), [value])
  const nameOf = useNames(chosen)
  const { options, pending } = useFoundOptions({ to, levels, typed, opened })
  return (
    <Select
      {...control}
      className={pending ? 'wide is-pending' : 'wide'}
      mode="multiple"
      allowClear={clearable}
      labelInValue
      showSearch={{ filterOption: false, onSearch: setTyped }}
      loading={pending}
      notFoundContent={pending ? '正在查找…' : '没有找到'}
      onOpenChange={(open) => {
        setOpened(open)
        if (!open) setTyped('')
      }}
      options={options.map((option) => ({ value: option.id, label: option.label }))}
      placeholder="可选多个：输入名称或拼音首字母，回车选中"
      value={chosen.map((id) => ({ value: id, label: nameOf(id) }))}
      onChange={(picked: readonly { value: string }[]) => onChange(picked.map((option) => option.value))}
    />
  )
}
