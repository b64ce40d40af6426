import { Select } from 'antd'
import { monthOf, parsePeriod } from '../../shared/period'
import { useOldestDay } from '../kinds-ui/list/use-oldest-day'
import { noOwnPeriods, useOwnPeriods } from '../kinds-ui/use-own-periods'
import { clearable } from '../ui/control-signs'
import { Labeled } from '../ui/labeled'
import { useMatchesPinyin } from '../ui/pinyin'
import { asDays, OwnDays, ownDays } from './own-days'
import { periodGroups } from './periods'

interface PeriodSelectProps {
  readonly today: string
  /** A period's name; undefined: all times. */
  readonly value: string | undefined
  /** Without all times: there is always a period. */
  readonly required?: boolean
  readonly onChange: (period: string | undefined) => void
}

/** A month, quarter, half-year or year of the last years, those of the district's own, days of one's own, or all times; found by typing. */
export function PeriodSelect({ today, value, required = false, onChange }: PeriodSelectProps) {
  const matchesPinyin = useMatchesPinyin()
  const groups = periodGroups(today, useOldestDay(), useOwnPeriods() ?? noOwnPeriods)
  const known =
    value === undefined || groups.some(({ options }) => options.some((one) => one.value === value))
  const offered = known
    ? groups
    : [{ label: '已选', options: [{ value, label: parsePeriod(value).label }] }, ...groups]
  const choose = (period: string | null | undefined): void =>
    onChange(period === ownDays.value ? asDays(value ?? monthOf(today).name) : (period ?? undefined))
  return (
    <>
      <Labeled label="时间">
        {(control) => (
          <Select
            id={control.id}
            className="wide"
            allowClear={!required && clearable}
            placeholder="全部时间"
            showSearch={{
              filterOption: (typed, option) => matchesPinyin(`${option?.label ?? ''}`, typed),
            }}
            options={[...offered, { label: '自选', options: [ownDays] }]}
            value={value ?? null}
            onChange={choose}
          />
        )}
      </Labeled>
      {value !== undefined && <OwnDays period={value} onChange={onChange} />}
    </>
  )
}
