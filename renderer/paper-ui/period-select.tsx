import { Select } from 'antd'
import { parsePeriod } from '../../shared/period'
import { useOldestDay } from '../kinds-ui/use-oldest-day'
import type { ControlProps } from '../ui/labeled'
import { matchesPinyin } from '../ui/pinyin'
import { periodGroups } from './periods'

interface PeriodSelectProps {
  readonly control: ControlProps
  readonly today: string
  /** A period's name; undefined: all times. */
  readonly value: string | undefined
  readonly onChange: (period: string | undefined) => void
}

/** A month, quarter, half-year or year of the last years, or all times; found by typing. */
export function PeriodSelect({ control, today, value, onChange }: PeriodSelectProps) {
  const groups = periodGroups(today, useOldestDay())
  const known =
    value === undefined || groups.some(({ options }) => options.some((one) => one.value === value))
  const offered = known
    ? groups
    : [{ label: '已选', options: [{ value, label: parsePeriod(value).label }] }, ...groups]
  return (
    <Select
      id={control.id}
      className="wide"
      allowClear
      placeholder="全部时间"
      showSearch={{
        filterOption: (typed, option) => matchesPinyin(`${option?.label ?? ''}`, typed),
      }}
      options={[...offered]}
      value={value ?? null}
      onChange={(period?: string | null) => onChange(period ?? undefined)}
    />
  )
}
