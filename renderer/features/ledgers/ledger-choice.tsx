import { Button, Checkbox, Select } from 'antd'
import { useAtHub } from '../../engine/at-hub'
import { useMay } from '../../engine/session'
import { PeriodSelect } from '../../paper-ui/period-select'
import { UnitSelect } from '../../paper-ui/unit-select'
import { VariantSelect } from '../../paper-ui/variant-select'
import { setHashQuery } from '../../ui/hash-route'
import { Labeled } from '../../ui/labeled'
import { useMatchesPinyin } from '../../ui/pinyin'
import { today } from '../../ui/today'
import { type LedgerEntry, periodOrAllTimes, type Which } from './which'

interface LedgerChoiceProps {
  readonly ledgers: readonly LedgerEntry[]
  readonly ledger: LedgerEntry
  readonly which: Which
  readonly onColumns: () => void
}

/** Which ledger, when, where, for whom; all of it lives in the address. */
export function LedgerChoice({ ledgers, ledger, which, onColumns }: LedgerChoiceProps) {
  const matchesPinyin = useMatchesPinyin()
  const atHub = useAtHub()
  const mayUnmask = useMay('record.unmask')
  const filters = Object.keys(which.where ?? {})
  const isFiltered = filters.length > 0 || which.text !== undefined
  const clear = (): void =>
    setHashQuery({ text: undefined, ...Object.fromEntries(filters.map((key) => [key, undefined])) })
  return (
    <section className="filter-bar" aria-label="选择台账">
      <Labeled label="台账">
        {(control) => (
          <Select
            id={control.id}
            className="wide"
            showSearch={{ filterOption: (typed, option) => matchesPinyin(`${option?.label}`, typed) }}
            options={ledgers.map(({ name, label }) => ({ value: name, label }))}
            value={ledger.name}
            onChange={(name: string) =>
              setHashQuery({ ledger: name, variant: undefined, whole: undefined, chosen: undefined })
            }
          />
        )}
      </Labeled>
      {ledger.dated && (
        <PeriodSelect
          today={today()}
          value={which.period}
          onChange={(period) => setHashQuery({ period: periodOrAllTimes(period), month: undefined })}
        />
      )}
      <UnitSelect unit={which.unit} />
      <VariantSelect
        variants={ledger.variants}
        value={which.variant}
        onChange={(chosen) => setHashQuery({ variant: chosen, whole: undefined })}
      />
      <div className="filter-end">
        {ledger.free && !atHub && <Button onClick={onColumns}>选择列</Button>}
        {mayUnmask && which.variant === 'internal' && (
          <Checkbox
            checked={which.whole === true}
            onChange={(event) => setHashQuery({ whole: event.target.checked ? '1' : undefined })}
          >
            显示完整姓名和号码
          </Checkbox>
        )}
        {isFiltered && <Button onClick={clear}>清除筛选</Button>}
      </div>
    </section>
  )
}
