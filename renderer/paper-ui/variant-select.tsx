import { Select } from 'antd'
import { type Variant, variantLabels } from '../../shared/privacy/variant'
import { useVariants } from '../engine/use-variants'
import { Labeled } from '../ui/labeled'

interface VariantSelectProps {
  readonly variants: readonly Variant[]
  readonly value: Variant | undefined
  readonly onChange: (variant: Variant) => void
}

/** For whom something is printed: those of 内部, 上报, 公示 that the signed-in person may hand out. */
export function VariantSelect({ variants, value, onChange }: VariantSelectProps) {
  const mine = useVariants()
  return (
    <Labeled label="用途">
      {(control) => (
        <Select
          id={control.id}
          options={variants
            .filter((one) => mine.includes(one))
            .map((one) => ({ value: one, label: variantLabels[one] }))}
          value={value ?? null}
          onChange={(chosen: Variant | null) => {
            if (chosen !== null) onChange(chosen)
          }}
        />
      )}
    </Labeled>
  )
}
