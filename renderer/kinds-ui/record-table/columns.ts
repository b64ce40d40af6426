import type { Kind } from '../../../shared/definition/define'
import type { Field } from '../../../shared/definition/fields'

export interface TableColumn {
  readonly key: string
  readonly field: Field
  readonly className: string
}

/** What a column needs, in rem with its margins; where that is more than the window has, the list scrolls sideways. */
const columnRem: Partial<Record<Field['type'], number>> = {
  date: 6.5,
  time: 6.5,
  count: 5.5,
  money: 9.5,
  flag: 6.75,
}
const textRem = 7
const tickAndNumberRem = 13.5

/** The columns of a kind's list, in the order of its definition. */
export function tableColumnsOf(kind: Kind): readonly TableColumn[] {
  return kind.list.flatMap((key) => {
    const field = kind.fields[key]
    return field ? [{ key, field, className: `cell cell-${field.type}` }] : []
  })
}

/** The least width of a list, in rem. */
export function leastRem(columns: readonly TableColumn[], withReceipts: boolean): number {
  return columns.reduce(
    (sum, { field }) => sum + (columnRem[field.type] ?? textRem),
    tickAndNumberRem + (withReceipts ? textRem : 0),
  )
}
