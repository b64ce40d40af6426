import { SearchOutlined } from '@ant-design/icons'
import { Input, type InputRef, Select } from 'antd'
import { useEffect, useRef, useState } from 'react'
import type { Kind } from '../../../shared/definition/define'
import type { Field } from '../../../shared/definition/fields'
import { storedOptionsOf } from '../../../shared/definition/words'
import { readCount } from '../../../shared/paste/typed'
import { receiptStates } from '../../../shared/records/receipt'
import { useSession } from '../../engine/session'
import { useWords } from '../../engine/words'
import { clearable } from '../../ui/control-signs'
import { type ControlProps, Labeled } from '../../ui/labeled'
import { useMatchesPinyin } from '../../ui/pinyin'
import { useShortcut } from '../../ui/shortcuts'
import { today } from '../../ui/today'
import { ChoiceControl } from '../controls/choice-control'
import { RefControl } from '../controls/ref-control'
import { noOwnPeriods, ofLength, useOwnPeriods } from '../use-own-periods'
import { hasMonth, monthsBack, recentMonths } from './list-filter'
import { MoreFilters } from './more-filters'
import { narrow } from './narrow'
import { useOldestDay } from './use-oldest-day'

const shownMonths = 36
const receiptOptions = Object.entries(receiptStates).map(([value, label]) => ({ value, label }))
const typingPauseMs = 250

interface FilterPanelProps {
  readonly kind: Kind
  readonly query: URLSearchParams
  readonly id: string
}

/** The filters of a list; what is chosen lives in the address, so that going back brings it back. */
export function FilterPanel({ kind, query, id }: FilterPanelProps) {
  const { site } = useSession()
  return (
    <section className="filter-bar list-panel" aria-label="筛选" id={id}>
      {hasMonth(kind) && (
        <Labeled label="月份">
          {(control) => <MonthSelect kind={kind} control={control} value={query.get('month')} />}
        </Labeled>
      )}
      {kind.filters.map((key) => {
        const field = kind.fields[key]
        return field ? (
          <Labeled label={field.label} key={key}>
            {(control) => <FilterControl control={control} name={key} field={field} value={query.get(key)} />}
          </Labeled>
        ) : null
      })}
      {site.role === 'street' && kind.owner === 'street' && (
        <Labeled label="回执">
          {(control) => (
            <ChoiceControl
              control={control}
              options={receiptOptions}
              value={query.get('receipt')}
              placeholder="全部"
              onChange={(state) => narrow({ receipt: typeof state === 'string' ? state : undefined })}
            />
          )}
        </Labeled>
      )}
      <MoreFilters kind={kind} query={query} />
    </section>
  )
}

/** What is looked for in a list. */
export function SearchBox({ text }: { text: string }) {
  const [typed, setTyped] = useState(text)
  const input = useRef<InputRef>(null)
  const told = useRef(text)
  useShortcut('find', () => input.current?.focus({ cursor: 'all' }))
  useEffect(() => {
    if (typed === told.current) return
    const timer = setTimeout(() => {
      told.current = typed
      narrow({ text: typed })
    }, typingPauseMs)
    return () => clearTimeout(timer)
  }, [typed])
  useEffect(() => {
    if (text === told.current) return
    told.current = text
    setTyped(text)
  }, [text])
  return (
    <Input
      ref={input}
      className="list-search"
      aria-label="查找"
      title="Ctrl+F"
      prefix={<SearchOutlined aria-hidden="true" />}
      value={typed}
      allowClear={clearable}
      autoComplete="off"
      placeholder="文字、拼音或首字母"
      onChange={(event) => setTyped(event.target.value)}
    />
  )
}

interface MonthSelectProps {
  readonly kind: Kind
  readonly control: ControlProps
  readonly value: string | null
}

function MonthSelect({ kind, control, value }: MonthSelectProps) {
  const matchesPinyin = useMatchesPinyin()
  const months = monthsBack(today(), useOldestDay(kind.name), shownMonths)
  const own = ofLength(useOwnPeriods() ?? noOwnPeriods, 'month')
  return (
    <Select
      id={control.id}
      className="wide"
      allowClear={clearable}
      showSearch={{
        filterOption: (typed, option) => matchesPinyin(`${option?.value} ${option?.label}`, typed),
      }}
      placeholder="全部"
      options={[...own, ...recentMonths(today(), months)]}
      value={value}
      onChange={(month?: string | null) => narrow({ month: month ?? undefined })}
    />
  )
}

/** As the column of a flag holds it. */
const flagOptions = [
  { value: '1', label: '是' },
  { value: '0', label: '否' },
]

interface FilterControlProps {
  readonly control: ControlProps
  readonly name: string
  readonly field: Field
  readonly value: string | null
}

function FilterControl({ control, name, field, value }: FilterControlProps) {
  const wordsOf = useWords()
  const set = (next: unknown): void => narrow({ [name]: typeof next === 'string' ? next : undefined })
  if (field.type === 'ref')
    return <RefControl control={control} to={field.to} value={value} placeholder="全部" onChange={set} />
  if (field.type === 'choice')
    return (
      <ChoiceControl
        control={control}
        options={storedOptionsOf(field, wordsOf)}
        value={value}
        placeholder="全部"
        onChange={set}
      />
    )
  if (field.type === 'flag')
    return (
      <ChoiceControl
        control={control}
        options={flagOptions}
        value={value}
        placeholder="全部"
        onChange={set}
      />
    )
  if (field.type === 'count') return <CountFilter control={control} value={value} onChange={set} />
  return null
}

/** One exact number; what is no number (yet) filters nothing. */
function CountFilter(props: {
  readonly control: ControlProps
  readonly value: string | null
  readonly onChange: (value: string | undefined) => void
}) {
  return (
    <Input
      id={props.control.id}
      defaultValue={props.value ?? ''}
      key={props.value ?? ''}
      inputMode="numeric"
      allowClear={clearable}
      autoComplete="off"
      placeholder="全部，回车筛选"
      onPressEnter={({ currentTarget }) => props.onChange(numberText(currentTarget.value))}
      onBlur={({ currentTarget }) => props.onChange(numberText(currentTarget.value))}
    />
  )
}

function numberText(typed: string): string | undefined {
  const read = readCount(typed)
  return read === null ? undefined : String(read)
}
