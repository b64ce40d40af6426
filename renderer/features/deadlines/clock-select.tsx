import { Select } from 'antd'
import type { Output } from '../../../shared/contract'
import type { Whose } from '../../../shared/deadlines/rule'
import { clearable } from '../../ui/control-signs'
import { Labeled } from '../../ui/labeled'

interface ClockSelectProps {
  readonly clocks: Output<'deadlines.list'>['clocks']
  readonly value: Whose | undefined
  readonly onChange: (clock: Whose | undefined) => void
}

/** By whose clock: all, or one of those that something runs by, with how much. */
export function ClockSelect({ clocks, value, onChange }: ClockSelectProps) {
  const offered = clocks.map(({ clock, total }) => ({ value: clock, label: `${clock}（${total}）` }))
  // What was chosen stays to be seen, and taken back, when nothing is left of it.
  const gone = value !== undefined && !clocks.some(({ clock }) => clock === value)
  return (
    <Labeled label="责任主体">
      {(control) => (
        <Select<Whose>
          id={control.id}
          allowClear={clearable}
          placeholder="全部"
          options={gone ? [...offered, { value, label: `${value}(0)` }] : offered}
          value={value ?? null}
          onChange={(clock?: Whose | null) => onChange(clock ?? undefined)}
        />
      )}
    </Labeled>
  )
}
