import { CaretDownOutlined, CaretUpOutlined } from '@ant-design/icons'
import type { PointerEvent } from 'react'
import type { Kind } from '../../../shared/definition/define'
import { type BesideColumns, columnUnit, type TableColumn, widthStyle } from './columns'
import { isSortable, type ListSort } from './list-order'

interface TableHeadProps extends BesideColumns {
  readonly kind: Kind
  readonly columns: readonly TableColumn[]
  readonly minWidth: string
  readonly sort: ListSort
  /** Orders the list by a column. */
  readonly onSort: (key: string) => void
  /** Gives a column another width, in rem. */
  readonly onWidth: (key: string, rem: number) => void
}

/** The headings of a list; those that order it are pressed. */
export function TableHead({
  kind,
  columns,
  withNumbers,
  withReceipts,
  minWidth,
  sort,
  onSort,
  onWidth,
}: TableHeadProps) {
  return (
    <thead className="grid-head" style={{ minWidth }}>
      <tr className="grid-row" aria-rowindex={1}>
        <th scope="col" className="cell-tick">
          勾选
        </th>
        {withNumbers && (
          <th scope="col" className="cell cell-number">
            编号
          </th>
        )}
        {withReceipts && (
          <th scope="col" className="cell cell-receipt">
            回执
          </th>
        )}
        {columns.map((column) => (
          <Heading
            key={column.key}
            column={column}
            sort={sort}
            onSort={isSortable(kind, column.key) ? onSort : null}
            onWidth={(rem) => onWidth(column.key, rem)}
          />
        ))}
      </tr>
    </thead>
  )
}

interface HeadingProps {
  readonly column: TableColumn
  readonly sort: ListSort
  readonly onSort: ((key: string) => void) | null
  readonly onWidth: (rem: number) => void
}

function Heading({ column, sort, onSort, onWidth }: HeadingProps) {
  const { key, field, className } = column
  const unit = columnUnit(field)
  const name = (
    <>
      {field.label}
      {unit !== undefined && <span className="cell-unit">{unit}</span>}
    </>
  )
  if (!onSort)
    return (
      <th scope="col" className={className} style={widthStyle(column)}>
        {name}
        <ColumnEdge onWidth={onWidth} />
      </th>
    )
  const isSorted = sort.field === key
  const way = sort.descending ? 'descending' : 'ascending'
  return (
    <th scope="col" className={className} style={widthStyle(column)} aria-sort={isSorted ? way : undefined}>
      <button
        type="button"
        className="sort"
        title={field.type === 'ref' ? `同一${field.label}的排在一起` : `按${field.label}排序`}
        onClick={() => onSort(key)}
      >
        {name}
        <span className="sort-way" aria-hidden="true">
          {isSorted && (sort.descending ? <CaretDownOutlined /> : <CaretUpOutlined />)}
        </span>
      </button>
      <ColumnEdge onWidth={onWidth} />
    </th>
  )
}

/** The edge of a column, to be drawn with the mouse; by keys widths are set under 显示. */
function ColumnEdge({ onWidth }: { readonly onWidth: (rem: number) => void }) {
  const begin = (event: PointerEvent<HTMLSpanElement>): void => {
    event.preventDefault()
    const heading = event.currentTarget.closest('th')
    if (!heading) return
    const rem = Number.parseFloat(getComputedStyle(document.documentElement).fontSize)
    const width = heading.getBoundingClientRect().width
    const at = event.clientX
    const end = (up: globalThis.PointerEvent): void => onWidth((width + up.clientX - at) / rem)
    addEventListener('pointerup', end, { once: true })
  }
  return <span className="column-edge" aria-hidden="true" onPointerDown={begin} />
}
