import type { CSSProperties } from 'react'
import type { Kind } from '../../../shared/definition/define'
import type { Field } from '../../../shared/definition/fields'
import type { Json } from '../../../shared/json'
import { formatMoney } from '../../../shared/money'

export interface TableColumn {
  readonly key: string
  readonly field: Field
  readonly className: string
  /** In rem, where somebody chose it. */
  readonly width: number | undefined
}

/** A column that somebody chose, and its width in rem where that was chosen too. */
export interface ChosenColumn {
  readonly key: string
  readonly width?: number | undefined
}

export const narrowestRem = 3
export const widestRem = 40

/** What a column needs, in rem with its margins; where that is more than the window has, the list scrolls sideways. */
const columnRem: Partial<Record<Field['type'], number>> = {
  date: 6.5,
  time: 6.5,
  count: 5.25,
  money: 9.5,
  decimal: 9.5,
  flag: 6.75,
}
const textRem = 7
const tickRem = 3.25
const numberRem = 10

/** The fields that a list can have as columns: all but rows. */
export function columnFields(kind: Kind): readonly string[] {
  const inForm = [...kind.list, ...(kind.flows ?? []).map(({ field }) => field), ...kind.form.flat()]
  return [...new Set(inForm)].filter((key) => kind.fields[key] && kind.fields[key]?.type !== 'rows')
}

/** The columns that an address asks for (`cols=date,people:6`); the definition's where it asks for none that there is. */
export function chosenColumnsOf(kind: Kind, query: URLSearchParams): readonly ChosenColumn[] {
  const known = new Set(columnFields(kind))
  const asked = (query.get('cols') ?? '').split(',').flatMap((text): ChosenColumn[] => {
    const [key = '', width = ''] = text.split(':')
    if (!known.has(key)) return []
    return [{ key, ...(/^\d{1,2}(\.\d)?$/.test(width) && { width: within(Number(width)) }) }]
  })
  const chosen = [...new Map(asked.map((column) => [column.key, column])).values()]
  return chosen.length > 0 ? chosen : kind.list.map((key) => ({ key }))
}

/** The address's word for some columns; undefined for those of the definition, as wide as they need. */
export function columnsWord(kind: Kind, columns: readonly ChosenColumn[]): string | undefined {
  const words = columns.map(({ key, width }) => (width === undefined ? key : `${key}:${within(width)}`))
  return words.join() === kind.list.join() ? undefined : words.join()
}

const within = (rem: number): number => Math.round(Math.min(widestRem, Math.max(narrowestRem, rem)) * 10) / 10

/** Columns as the list draws them. */
export function tableColumnsOf(kind: Kind, chosen: readonly ChosenColumn[]): readonly TableColumn[] {
  return chosen.flatMap(({ key, width }) => {
    const field = kind.fields[key]
    return field ? [{ key, field, className: `cell cell-${field.type}`, width }] : []
  })
}

/** A chosen width as the cells of a column take it. */
export function widthStyle({ width }: TableColumn): CSSProperties | undefined {
  return width === undefined ? undefined : { flex: `0 0 ${width}rem` }
}

/** The least width of a list, in rem. */
export function leastRem(columns: readonly TableColumn[], beside: BesideColumns): number {
  return columns.reduce(
    (sum, { field, width }) => sum + (width === undefined ? (columnRem[field.type] ?? textRem) : width + 1),
    tickRem + (beside.withNumbers ? numberRem : 0) + (beside.withReceipts ? textRem : 0),
  )
}

/** What stands beside the columns of the definition. */
export interface BesideColumns {
  /** The human number; absent where the kind has none or nobody wants it. */
  readonly withNumbers: boolean
  readonly withReceipts: boolean
}

/** The measure word of a column of numbers, which its heading says once. */
export function columnUnit(field: Field): string | undefined {
  if (field.type === 'count' || field.type === 'decimal') return field.unit
  return field.type === 'money' ? '元' : undefined
}

/** A number of a column without its measure word; undefined for a value that is no number. */
export function bareNumber(field: Field, value: Json | undefined): string | undefined {
  if (field.type === 'decimal') return typeof value === 'string' ? value : undefined
  if (typeof value !== 'number') return undefined
  if (field.type === 'count') return value.toLocaleString('zh-CN')
  return field.type === 'money' ? formatMoney(value) : undefined
}
