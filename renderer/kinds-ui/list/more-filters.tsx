import { Input, Select } from 'antd'
import { useState } from 'react'
import { type Kind, takesFiles } from '../../../shared/definition/define'
import type { Field } from '../../../shared/definition/fields'
import { storedOptionsOf } from '../../../shared/definition/words'
import { plainMoney, readMoney } from '../../../shared/money'
import { readCount, readDate } from '../../../shared/paste/typed'
import { useWords } from '../../engine/words'
import { clearable } from '../../ui/control-signs'
import { Labeled } from '../../ui/labeled'
import { useMatchesPinyin } from '../../ui/pinyin'
import { today } from '../../ui/today'
import { ChoiceControl } from '../controls/choice-control'
import { RefControl } from '../controls/ref-control'
import { columnUnit } from '../record-table/columns'
import { edgeName, hasMonth, moreChoices, rangeFields } from './list-filter'
import { narrow } from './narrow'

/** What no field says, by the address's word. */
const marks = { files: '照片和附件', conflicts: '内容不一致' } as const
type Mark = keyof typeof marks
const isMark = (key: string): key is Mark => Object.hasOwn(marks, key)

const flagOptions = [
  { value: '1', label: '是' },
  { value: '0', label: '否' },
]
const fileOptions = [
  { value: '1', label: '有照片或附件' },
  { value: '0', label: '没有照片和附件' },
]
const conflictOptions = [{ value: '1', label: '有内容不一致待核对' }]

interface MoreFiltersProps {
  readonly kind: Kind
  readonly query: URLSearchParams
}

/** Any other choice, number or day of a kind: first which, then what; each that narrows the list stands above it as a chip. */
export function MoreFilters({ kind, query }: MoreFiltersProps) {
  const matchesPinyin = useMatchesPinyin()
  const [key, setKey] = useState<string | null>(null)
  const ranges = rangeFields(kind).filter((one) => one !== 'date' || hasMonth(kind))
  const fields = [...ranges, ...moreChoices(kind)].map((one) => ({
    value: one,
    label: kind.fields[one]?.label ?? one,
  }))
  const options = [
    ...fields,
    ...(takesFiles(kind) ? [{ value: 'files', label: marks.files }] : []),
    { value: 'conflicts', label: marks.conflicts },
  ]
  return (
    <>
      <Labeled label="增加条件">
        {(control) => (
          <Select
            id={control.id}
            className="wide"
            placeholder="选择项目"
            showSearch={{ filterOption: (typed, option) => matchesPinyin(String(option?.label), typed) }}
            options={options}
            value={key}
            onChange={(next: string) => setKey(next)}
          />
        )}
      </Labeled>
      {key !== null && (
        <OneFilter key={key} kind={kind} name={key} isRange={ranges.includes(key)} query={query} />
      )}
    </>
  )
}

interface OneFilterProps extends MoreFiltersProps {
  readonly name: string
  readonly isRange: boolean
}

function OneFilter({ kind, name, isRange, query }: OneFilterProps) {
  const wordsOf = useWords()
  const field = kind.fields[name]
  if (field && isRange) return <RangeFilter name={name} field={field} query={query} />
  const set = (next: unknown): void => narrow({ [name]: typeof next === 'string' ? next : undefined })
  const chosen = { value: query.get(name), placeholder: '全部', onChange: set }
  const options = isMark(name)
    ? name === 'files'
      ? fileOptions
      : conflictOptions
    : field?.type === 'choice' || field?.type === 'choices'
      ? storedOptionsOf(field, wordsOf)
      : flagOptions
  return (
    <Labeled label={isMark(name) ? marks[name] : (field?.label ?? name)}>
      {(control) =>
        field?.type === 'refs' ? (
          <RefControl control={control} to={field.to} levels={field.levels} {...chosen} />
        ) : (
          <ChoiceControl control={control} options={options} {...chosen} />
        )
      }
    </Labeled>
  )
}

interface RangeFilterProps {
  readonly name: string
  readonly field: Field
  readonly query: URLSearchParams
}

/** From one to another; either end may stay open. */
function RangeFilter({ name, field, query }: RangeFilterProps) {
  return (['from', 'to'] as const).map((edge) => {
    const key = edgeName(name, edge)
    const stored = query.get(key) ?? ''
    const set = (typed: string): void => narrow({ [key]: edgeText(field, typed) })
    return (
      <Labeled key={edge} label={`${field.label}${edge === 'from' ? '从' : '到'}`}>
        {(control) => (
          <Input
            id={control.id}
            defaultValue={field.type === 'money' && stored !== '' ? plainMoney(Number(stored)) : stored}
            key={stored}
            suffix={columnUnit(field)}
            allowClear={clearable}
            autoComplete="off"
            placeholder={field.type === 'date' ? '如 11-3' : '不限'}
            title="回车筛选"
            onPressEnter={({ currentTarget }) => set(currentTarget.value)}
            onBlur={({ currentTarget }) => set(currentTarget.value)}
          />
        )}
      </Labeled>
    )
  })
}

/** What was typed as the address holds it: a day, a count, 分. What is none (yet) filters nothing. */
function edgeText(field: Field, typed: string): string | undefined {
  if (typed.trim() === '') return undefined
  const read =
    field.type === 'date'
      ? readDate(typed, today())
      : field.type === 'money'
        ? readMoney(typed)
        : readCount(typed)
  return read === null ? undefined : String(read)
}
