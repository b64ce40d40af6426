import { Select } from 'antd'
import { type Variant, variantLabels } from '../../shared/privacy/variant'
import { Labeled } from '../ui/labeled'

interface VariantSelectProps {
  readonly variants: readonly Variant[]
  readonly value: Variant | undefined
  readonly onChange: (variant: Variant) => void
}

/** For whom something is printed: 内部, 上报, 公示. */
export function VariantSelect({ variants, value, onChange }: VariantSelectProps) {
  return (
    <Labeled label="用途">
      {(control) => (
        <Select
          id={control.id}
          options={variants.map((one) => ({ value: one, label: variantLabels[one] }))}
          value={value ?? null}
          onChange={(chosen: Variant | null) => {
            if (chosen !== null) onChange(chosen)
          }}
        />
      )}
    </Labeled>
  )
}
