import type { Kind } from '../../../shared/definition/define'
import type { TableColumn } from './columns'

interface TableHeadProps {
  readonly kind: Kind
  readonly columns: readonly TableColumn[]
  readonly withReceipts: boolean
  readonly minWidth: string
}

/** The headings of a list. */
export function TableHead({ kind, columns, withReceipts, minWidth }: TableHeadProps) {
  return (
    <thead className="grid-head" style={{ minWidth }}>
      <tr className="grid-row" aria-rowindex={1}>
        <th scope="col" className="cell-tick">
          勾选
        </th>
        {kind.numbered && (
          <th scope="col" className="cell cell-number">
            编号
          </th>
        )}
        {withReceipts && (
          <th scope="col" className="cell cell-receipt">
            回执
          </th>
        )}
        {columns.map(({ key, field, className }) => (
          <th scope="col" className={className} key={key}>
            {field.label}
          </th>
        ))}
      </tr>
    </thead>
  )
}
