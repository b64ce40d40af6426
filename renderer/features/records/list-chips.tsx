import { CloseOutlined } from '@ant-design/icons'
import { useMemo } from 'react'
import type { Kind } from '../../../shared/definition/define'
import type { Field } from '../../../shared/definition/fields'
import { storedOptionsOf } from '../../../shared/definition/words'
import { parsePeriod } from '../../../shared/period'
import type { ListView } from '../../../shared/records/list-view'
import { receiptState, receiptStates } from '../../../shared/records/receipt'
import { reviewOf } from '../../../shared/records/review'
import { draftFlow } from '../../../shared/records/states'
import { useNames } from '../../engine/names'
import { useCall } from '../../engine/use-call'
import { useWords } from '../../engine/words'
import { edgeName, filterOf, hasMonth, moreChoices, rangeFields } from '../../kinds-ui/list/list-filter'
import { narrow } from '../../kinds-ui/list/narrow'
import { bareNumber, columnUnit } from '../../kinds-ui/record-table/columns'
import { viewQueryOf } from '../../kinds-ui/record-table/list-order'
import { useHashQuery } from '../../ui/hash-route'
import { today } from '../../ui/today'
import { openView } from './open-view'

interface ListChipsProps {
  readonly kind: Kind
  /** What the address narrows the list to. */
  readonly query: URLSearchParams
  /** This person's own views. */
  readonly own: readonly ListView[]
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
export function ListChips({ kind, query, own }: ListChipsProps) {
  const address = viewQueryOf(useHashQuery())
  const isOwn = own.some((view) => view.query === address)
  const views = useMemo(() => viewsOf(kind), [kind])
  const narrowing = [...query].filter(([key]) => key !== 'text')
  const isShown = (view: View): boolean =>
    narrowing.length === Object.keys(view.query).length &&
    narrowing.every(([key, value]) => view.query[key] === value)
  const shown = views.find(isShown)
  const show = (view: View): void => {
    const nothing = Object.fromEntries(narrowing.map(([key]) => [key, undefined]))
    // Only a word of its own keeps the list from opening with this person's default again.
    const isAll = Object.keys(view.query).length === 0
    const keepsAll = isAll && own.some(({ isDefault }) => isDefault)
    narrow({ ...nothing, ...view.query, view: keepsAll ? 'none' : undefined })
  }
  return (
    <>
      {views.map((view) => (
        <button
          key={view.label}
          type="button"
          className="chip"
          aria-pressed={!isOwn && view === shown}
          onClick={() => show(view)}
        >
          {view.label}
          {view.counted && <ViewCount kind={kind} query={view.query} />}
        </button>
      ))}
      {own.map((view) => (
        <button
          key={`own ${view.name}`}
          type="button"
          className="chip"
          aria-pressed={view.query === address}
          onClick={() => openView(kind, view)}
        >
          {view.name}
        </button>
      ))}
      {!shown &&
        !isOwn &&
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
  const edge = edgeIn(kind, name)
  const ids = useMemo(() => (field?.type === 'ref' || field?.type === 'refs' ? [value] : []), [field, value])
  const nameOf = useNames(ids)
  const wordsOf = useWords()
  if (name === 'month') return hasMonth(kind) ? `月份：${parsePeriod(value).label}` : null
  if (name === 'deleted') return '回收站'
  if (name === 'receipt') {
    const state = receiptState.safeParse(value)
    return state.success ? `回执：${receiptStates[state.data]}` : null
  }
  if (name === 'files') return value === '1' ? '有照片或附件' : '没有照片和附件'
  if (name === 'conflicts') return '有内容不一致'
  if (edge) return edgeText(edge, value)
  if (!field || ![...kind.filters, ...moreChoices(kind)].includes(name)) return null
  if (field.type === 'ref' || field.type === 'refs') return `${field.label}：${nameOf(value)}`
  if (field.type === 'flag') return `${field.label}：${value === '1' ? '是' : '否'}`
  if (field.type !== 'choice' && field.type !== 'choices') return `${field.label}：${value}`
  const option = storedOptionsOf(field, wordsOf).find((one) => one.value === value)
  return `${field.label}：${option?.label ?? value}`
}

interface Edge {
  readonly field: Field
  readonly edge: 'from' | 'to'
}

/** The edge of a range that a word of the address names. */
function edgeIn(kind: Kind, name: string): Edge | undefined {
  for (const key of rangeFields(kind))
    for (const edge of ['from', 'to'] as const) {
      const field = kind.fields[key]
      if (field && edgeName(key, edge) === name) return { field, edge }
    }
  return undefined
}

function edgeText({ field, edge }: Edge, value: string): string {
  const text = field.type === 'date' ? value : `${bareNumber(field, Number(value))}${columnUnit(field) ?? ''}`
  return `${field.label}${edge === 'from' ? '从' : '到'} ${text}`
}
