import type { Kind } from '../../../shared/definition/define'
import type { Field } from '../../../shared/definition/fields'
import type { Json } from '../../../shared/json'
import { formatMoney } from '../../../shared/money'

export interface TableColumn {
  readonly key: string
  readonly field: Field
  readonly className: string
}

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

/** The columns of a kind's list, in the order of its definition. */
export function tableColumnsOf(kind: Kind): readonly TableColumn[] {
  return kind.list.flatMap((key) => {
    const field = kind.fields[key]
    return field ? [{ key, field, className: `cell cell-${field.type}` }] : []
  })
}

/** The least width of a list, in rem. */
export function leastRem(columns: readonly TableColumn[], beside: BesideColumns): number {
  return columns.reduce(
    (sum, { field }) => sum + (columnRem[field.type] ?? textRem),
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
