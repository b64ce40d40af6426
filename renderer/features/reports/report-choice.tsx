import { Button, Segmented, Select } from 'antd'
import {
  isPeriod,
  type PeriodLength,
  parsePeriod,
  periodLength,
  previousPeriod,
  type SpanLength,
} from '../../../shared/period'
import { type Variant, variant as variants } from '../../../shared/privacy/variant'
import { useOldestDay } from '../../kinds-ui/list/use-oldest-day'
import { asOwn, type OwnPeriods, ofLength, ownOn } from '../../kinds-ui/use-own-periods'
import { asDays, OwnDays, ownDays } from '../../paper-ui/own-days'
import { UnitSelect } from '../../paper-ui/unit-select'
import { VariantSelect } from '../../paper-ui/variant-select'
import { setHashQuery } from '../../ui/hash-route'
import { Labeled } from '../../ui/labeled'
import { useMatchesPinyin } from '../../ui/pinyin'
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

/** The asked period where the report can be of it, otherwise the one of its length with today in it, the district's own first. */
export function periodOf(report: ReportLengths, asked: string, own: OwnPeriods): string {
  const length = isPeriod(asked) ? periodLength({ name: asked }) : undefined
  const fits = length !== undefined && (length === report.period || report.also.includes(length))
  if (fits) return asOwn(own, { name: asked })
  return ownOn(own, report.period, today()) ?? periodAt(report.period, today())
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

/** How long the periods of a report are. */
interface ReportLengths {
  readonly period: PeriodLength
  /** Other spans that it can be of. */
  readonly also: readonly SpanLength[]
}

interface ReportChoiceProps {
  readonly reports: readonly { readonly name: string; readonly label: string }[]
  readonly report: ReportLengths & { readonly name: string }
  readonly period: string
  readonly own: OwnPeriods
  readonly unit: string
  readonly variant: Variant
}

/** Which report, which period, which unit. */
export function ReportChoice({ reports, report, period, own, unit, variant }: ReportChoiceProps) {
  const matchesPinyin = useMatchesPinyin()
  const length = report.period
  const known = [
    ...ofLength(own, length),
    ...offered(length, useOldestDay()).filter(({ value }) => asOwn(own, { name: value }) === value),
  ]
  const options = [
    ...(known.some((item) => item.value === period)
      ? []
      : [{ value: period, label: parsePeriod(period).label }]),
    ...known,
    ...(report.also.includes('days') ? [ownDays] : []),
  ]
  const choose = (chosen: string): void => setHashQuery({ period: chosen, version: undefined })
  return (
    <div className="filter-bar">
      <div className="filter-end">
        <Segmented
          aria-label="报表种类"
          options={reports.map(({ name, label }) => ({ value: name, label }))}
          value={report.name}
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
            onChange={(chosen: string) => choose(chosen === ownDays.value ? asDays(period) : chosen)}
          />
        )}
      </Labeled>
      <OwnDays period={period} onChange={choose} />
      <div className="filter-end">
        <Button onClick={() => choose(asOwn(own, previousPeriod(parsePeriod(period))))}>
          {periodLength({ name: period }) === 'days' ? '前一段时间' : previousLabels[length]}
        </Button>
      </div>
      <UnitSelect unit={unit} />
      <VariantSelect
        variants={variants.options}
        value={variant}
        onChange={(chosen) => setHashQuery({ variant: chosen })}
      />
    </div>
  )
}
