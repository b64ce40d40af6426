import { CaretDownOutlined, CaretUpOutlined } from '@ant-design/icons'
import type { Kind } from '../../../shared/definition/define'
import { isSortable, type ListSort } from '../list-order'
import { type BesideColumns, columnUnit, type TableColumn } from './columns'

interface TableHeadProps extends BesideColumns {
  readonly kind: Kind
  readonly columns: readonly TableColumn[]
  readonly minWidth: string
  readonly sort: ListSort
  /** Orders the list by a column. */
  readonly onSort: (key: string) => void
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
}

function Heading({ column, sort, onSort }: HeadingProps) {
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
      <th scope="col" className={className}>
        {name}
      </th>
    )
  const isSorted = sort.field === key
  const way = sort.descending ? 'descending' : 'ascending'
  return (
    <th scope="col" className={className} aria-sort={isSorted ? way : undefined}>
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
    </th>
  )
}
