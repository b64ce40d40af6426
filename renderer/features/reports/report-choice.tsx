import { Button, Segmented, Select } from 'antd'
import { type PeriodLength, parsePeriod, previousPeriod } from '../../../shared/period'
import { type Variant, variant as variants } from '../../../shared/privacy/variant'
import { RefControl } from '../../kinds-ui/ref-control'
import { useOldestDay } from '../../kinds-ui/use-oldest-day'
import { VariantSelect } from '../../paper-ui/variant-select'
import { setHashQuery } from '../../ui/hash-route'
import { Labeled } from '../../ui/labeled'
import { matchesPinyin } from '../../ui/pinyin'
import { today } from '../../ui/today'

/** How many periods back can be chosen at least, by their length: five years, or to the oldest record. */
const offeredBack: Readonly<Record<PeriodLength, number>> = { month: 60, quarter: 20, half: 10, year: 5 }
const lengthLabels: Readonly<Record<PeriodLength, string>> = {
  month: '月份',
  quarter: '季度',
  half: '半年',
  year: '年度',
}
const previousLabels: Readonly<Record<PeriodLength, string>> = {
  month: '上个月',
  quarter: '上季度',
  half: '上个半年',
  year: '上一年',
}

/** The period of a length that a day lies in, by name. */
function periodAt(length: PeriodLength, day: string): string {
  const [year, month] = [day.slice(0, 4), Number(day.slice(5, 7))]
  switch (length) {
    case 'month':
      return day.slice(0, 7)
    case 'quarter':
      return `${year}-Q${Math.ceil(month / 3)}`
    case 'half':
      return `${year}-H${month <= 6 ? 1 : 2}`
    case 'year':
      return year
  }
}

/** The asked period where it is one of the length, otherwise the one of today. */
export function periodOf(length: PeriodLength, asked: string): string {
  const shape = {
    month: /^\d{4}-(0[1-9]|1[0-2])$/,
    quarter: /^\d{4}-Q[1-4]$/,
    half: /^\d{4}-H[12]$/,
    year: /^\d{4}$/,
  }
  return shape[length].test(asked) ? asked : periodAt(length, today())
}

function offered(
  length: PeriodLength,
  oldest: string | null | undefined,
): readonly { value: string; label: string }[] {
  const found: { value: string; label: string }[] = []
  let period = parsePeriod(periodAt(length, today()))
  for (let back = 0; back < offeredBack[length] || (oldest && period.to >= oldest); back++) {
    found.push({ value: period.name, label: period.label })
    period = previousPeriod(period)
  }
  return found
}

interface ReportChoiceProps {
  readonly reports: readonly { readonly name: string; readonly label: string }[]
  readonly report: string
  /** How long the report's periods are. */
  readonly length: PeriodLength
  readonly period: string
  readonly unit: string
  readonly variant: Variant
}

/** Which report, which period, which unit. */
export function ReportChoice({ reports, report, length, period, unit, variant }: ReportChoiceProps) {
  const known = offered(length, useOldestDay())
  const options = known.some((item) => item.value === period)
    ? [...known]
    : [{ value: period, label: parsePeriod(period).label }, ...known]
  return (
    <div className="filter-bar">
      <div className="filter-end">
        <Segmented
          aria-label="报表种类"
          options={reports.map(({ name, label }) => ({ value: name, label }))}
          value={report}
          onChange={(chosen: string) =>
            setHashQuery({ report: chosen, period: undefined, version: undefined })
          }
        />
      </div>
      <Labeled label={lengthLabels[length]}>
        {(control) => (
          <Select
            id={control.id}
            className="wide"
            showSearch={{
              filterOption: (typed, option) => matchesPinyin(`${option?.value} ${option?.label}`, typed),
            }}
            options={options}
            value={period}
            onChange={(chosen: string) => setHashQuery({ period: chosen, version: undefined })}
          />
        )}
      </Labeled>
      <div className="filter-end">
        <Button
          onClick={() =>
            setHashQuery({ period: previousPeriod(parsePeriod(period)).name, version: undefined })
          }
        >
          {previousLabels[length]}
        </Button>
      </div>
      <Labeled label="单位">
        {(control) => (
          <RefControl
            control={control}
            to="unit"
            value={unit}
            onChange={(id) =>
              setHashQuery({ unit: typeof id === 'string' ? id : undefined, version: undefined })
            }
          />
        )}
      </Labeled>
      <VariantSelect
        variants={variants.options}
        value={variant}
        onChange={(chosen) => setHashQuery({ variant: chosen })}
      />
    </div>
  )
}
