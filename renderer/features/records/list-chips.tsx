import { CloseOutlined } from '@ant-design/icons'
import { useMemo } from 'react'
import type { Kind } from '../../../shared/definition/define'
import { storedOptionsOf } from '../../../shared/definition/words'
import { parsePeriod } from '../../../shared/period'
import { receiptState, receiptStates } from '../../../shared/records/receipt'
import { reviewOf } from '../../../shared/records/review'
import { draftFlow } from '../../../shared/records/states'
import { useNames } from '../../engine/names'
import { useCall } from '../../engine/use-call'
import { useWords } from '../../engine/words'
import { filterOf, hasMonth } from '../../kinds-ui/list-filter'
import { narrow } from '../../kinds-ui/narrow'
import { today } from '../../ui/today'

interface ListChipsProps {
  readonly kind: Kind
  /** What the address narrows the list to. */
  readonly query: URLSearchParams
}

interface View {
  readonly label: string
  /** The narrowing that it stands for, alone. */
  readonly query: Readonly<Record<string, string>>
  readonly counted: boolean
}

/** What people look at most, one press each; derived from the kind's own states. */
function viewsOf(kind: Kind): readonly View[] {
  const draft = draftFlow(kind)
  const review = reviewOf(kind)
  return [
    { label: '全部', query: {}, counted: false },
    ...(hasMonth(kind) ? [{ label: '本月', query: { month: today().slice(0, 7) }, counted: false }] : []),
    ...(draft ? [{ label: '草稿', query: { [draft.field]: draft.draft }, counted: true }] : []),
    ...(review
      ? [
          { label: '待审核', query: { [review.flow.field]: review.waits }, counted: true },
          { label: '退回', query: { [review.flow.field]: review.returned }, counted: true },
        ]
      : []),
    { label: '回收站', query: { deleted: '1' }, counted: false },
  ]
}

/** One line: the usual views, and what else narrows the list, each taken away by a press. */
export function ListChips({ kind, query }: ListChipsProps) {
  const views = useMemo(() => viewsOf(kind), [kind])
  const narrowing = [...query].filter(([key]) => key !== 'text')
  const isShown = (view: View): boolean =>
    narrowing.length === Object.keys(view.query).length &&
    narrowing.every(([key, value]) => view.query[key] === value)
  const shown = views.find(isShown)
  const show = (view: View): void => {
    const nothing = Object.fromEntries(narrowing.map(([key]) => [key, undefined]))
    narrow({ ...nothing, ...view.query })
  }
  return (
    <>
      {views.map((view) => (
        <button
          key={view.label}
          type="button"
          className="chip"
          aria-pressed={view === shown}
          onClick={() => show(view)}
        >
          {view.label}
          {view.counted && <ViewCount kind={kind} query={view.query} />}
        </button>
      ))}
      {!shown &&
        narrowing.map(([key, value]) => <NarrowingChip key={key} kind={kind} name={key} value={value} />)}
    </>
  )
}

function ViewCount({ kind, query }: { kind: Kind; query: View['query'] }) {
  const filter = useMemo(() => filterOf(kind, new URLSearchParams(query)), [kind, query])
  const { data } = useCall('records.count', { kind: kind.name, filter }, [kind.name])
  return data && data.total > 0 ? (
    <span className="chip-count">{data.total.toLocaleString('zh-CN')}</span>
  ) : null
}

interface NarrowingChipProps {
  readonly kind: Kind
  readonly name: string
  readonly value: string
}

/** One narrowing in words, with the way to take it away. */
function NarrowingChip({ kind, name, value }: NarrowingChipProps) {
  const text = useNarrowing(kind, name, value)
  if (text === null) return null
  return (
    <button
      type="button"
      className="chip chip-narrowing"
      aria-label={`不按${text}筛选`}
      onClick={() => narrow({ [name]: undefined })}
    >
      {text}
      <CloseOutlined aria-hidden="true" />
    </button>
  )
}

/** 「月份：2026年11月」; null for a word of the address that narrows nothing. */
function useNarrowing(kind: Kind, name: string, value: string): string | null {
  const field = kind.fields[name]
  const ids = useMemo(() => (field?.type === 'ref' ? [value] : []), [field, value])
  const nameOf = useNames(ids)
  const wordsOf = useWords()
  if (name === 'month') return hasMonth(kind) ? `月份：${parsePeriod(value).label}` : null
  if (name === 'deleted') return '回收站'
  if (name === 'receipt') {
    const state = receiptState.safeParse(value)
    return state.success ? `回执：${receiptStates[state.data]}` : null
  }
  if (!field || !kind.filters.includes(name)) return null
  if (field.type === 'ref') return `${field.label}：${nameOf(value)}`
  if (field.type === 'flag') return `${field.label}：${value === '1' ? '是' : '否'}`
  if (field.type !== 'choice') return `${field.label}：${value}`
  const option = storedOptionsOf(field, wordsOf).find((one) => one.value === value)
  return `${field.label}：${option?.label ?? value}`
}
