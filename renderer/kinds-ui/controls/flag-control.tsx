import { Select } from 'antd'
import type { Json } from '../../../shared/json'
import { clearable } from '../../ui/control-signs'
import type { ControlProps } from '../../ui/labeled'
import { useMatchesPinyin } from '../../ui/pinyin'

interface FlagControlProps {
  readonly control: ControlProps
  readonly value: Json | undefined
  readonly onChange: (value: Json) => void
}

const options = [
  { value: 'yes', label: '是' },
  { value: 'no', label: '否' },
]

/** 是, 否 or not said: leaving it empty says nothing, unlike an unticked box. */
export function FlagControl({ control, value, onChange }: FlagControlProps) {
  const matchesPinyin = useMatchesPinyin()
  const chosen = value === true ? 'yes' : value === false ? 'no' : undefined
  return (
    <Select
      {...control}
      className="wide"
      allowClear={clearable}
      showSearch={{ filterOption: (typed, option) => matchesPinyin(option?.label ?? '', typed) }}
      options={options}
      placeholder="未填"
      value={chosen}
      onChange={(answer?: string) => onChange(answer === undefined ? null : answer === 'yes')}
    />
  )
}
