import { Select } from 'antd'
import type { Option } from '../../../shared/definition/words'
import type { Json } from '../../../shared/json'
import { clearable } from '../../ui/control-signs'
import type { ControlProps } from '../../ui/labeled'
import { useMatchesPinyin } from '../../ui/pinyin'

interface ChoiceControlProps {
  readonly control: ControlProps
  readonly options: readonly Option[]
  readonly value: Json | undefined
  readonly onChange: (value: Json) => void
  readonly placeholder?: string
}

const asText = (value: Json | undefined): string | undefined =>
  typeof value === 'string' && value !== '' ? value : undefined

/** One of a fixed list, found by typing Chinese, pinyin or initials. */
export function ChoiceControl({ control, options, value, onChange, placeholder }: ChoiceControlProps) {
  const matchesPinyin = useMatchesPinyin()
  return (
    <Select
      {...control}
      className="wide"
      allowClear={clearable}
      showSearch={{ filterOption: (typed, option) => matchesPinyin(option?.label ?? '', typed) }}
      options={[...options]}
      placeholder={placeholder ?? '请选择'}
      value={asText(value)}
      onChange={(chosen?: string) => onChange(chosen ?? null)}
    />
  )
}

/** Several of a fixed list. */
export function ChoicesControl({ control, options, value, onChange }: ChoiceControlProps) {
  const matchesPinyin = useMatchesPinyin()
  return (
    <Select
      {...control}
      className="wide"
      mode="multiple"
      allowClear={clearable}
      showSearch={{ filterOption: (typed, option) => matchesPinyin(option?.label ?? '', typed) }}
      options={[...options]}
      placeholder="可选多项：回车选中，Tab 到下一项"
      value={Array.isArray(value) ? value.map(String) : []}
      onChange={(chosen: string[]) => onChange(chosen)}
    />
  )
}
