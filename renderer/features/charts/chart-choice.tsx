import { Button, Select } from 'antd'
import { yearOf } from '../../../shared/dates'
import { parsePeriod } from '../../../shared/period'
import { type Variant, variant as variants } from '../../../shared/privacy/variant'
import { useCall } from '../../engine/use-call'
import { PeriodSelect } from '../../paper-ui/period-select'
import { UnitSelect } from '../../paper-ui/unit-select'
import { VariantSelect } from '../../paper-ui/variant-select'
import { setHashQuery } from '../../ui/hash-route'
import { Labeled } from '../../ui/labeled'
import { useMatchesPinyin } from '../../ui/pinyin'
import { today } from '../../ui/today'

interface ChartChoiceProps {
  readonly period: string
  readonly unit: string | undefined
  readonly measure: string
  readonly variant: Variant
}

/** Which year or other period, unit and measure, and for whom it is printed; all of it lives in the address. */
export function ChartChoice({ period, unit, measure, variant }: ChartChoiceProps) {
  const matchesPinyin = useMatchesPinyin()
  const { data } = useCall('reports.measures', {}, [])
  const measures = data?.measures ?? []
  const groups = [...new Set(measures.map(({ group }) => group))].map((group) => ({
    label: group,
    options: measures
      .filter((one) => one.group === group)
      .map(({ name, label, word }) => ({ value: name, label: `${label}（${word}）` })),
  }))
  const year = yearOf(parsePeriod(period).to)
  const go = (chosen: string | undefined): void => setHashQuery({ period: chosen, year: undefined })
  return (
    <section className="filter-bar" aria-label="选择图表">
      <PeriodSelect required today={today()} value={period} onChange={go} />
      <div className="filter-end">
        <Button onClick={() => go(String(year - 1))}>上一年</Button>
        <Button onClick={() => go(String(year + 1))}>下一年</Button>
      </div>
      <UnitSelect unit={unit} />
      <Labeled label="指标">
        {(control) => (
          <Select
            id={control.id}
            className="wide"
            showSearch={{ filterOption: (typed, option) => matchesPinyin(`${option?.label}`, typed) }}
            options={groups}
            value={measure}
            onChange={(name: string) => setHashQuery({ measure: name })}
          />
        )}
      </Labeled>
      <VariantSelect
        variants={variants.options}
        value={variant}
        onChange={(chosen) => setHashQuery({ variant: chosen })}
      />
    </section>
  )
}
