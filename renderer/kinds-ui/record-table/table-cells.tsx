import type { Kind } from '../../../shared/definition/define'
import type { Field } from '../../../shared/definition/fields'
import type { Json } from '../../../shared/json'
import { apartInList } from '../../../shared/records/states'
import type { RecordView } from '../../../shared/records/view'
import { ReceiptMark } from '../receipt-mark'
import { type BesideColumns, bareNumber, type TableColumn, widthStyle } from './columns'

interface TableCellsProps extends BesideColumns {
  readonly kind: Kind
  readonly columns: readonly TableColumn[]
  readonly row: RecordView
  readonly isTicked: boolean
  /** A value in words. */
  readonly textOf: (field: Field, value: Json | undefined) => string
}

/** The cells of one record in a list; its badges stand with its number or, where none is shown, in the first cell. */
export function TableCells({
  kind,
  columns,
  withNumbers,
  withReceipts,
  row,
  isTicked,
  textOf,
}: TableCellsProps) {
  return (
    <>
      <td className="cell-tick">
        <span className="tick">{isTicked ? '✓' : ''}</span>
      </td>
      {withNumbers && (
        <td className="cell-marked cell-number">
          <span className="marked-text">{row.number ?? ''}</span>
          <Badges kind={kind} row={row} />
        </td>
      )}
      {withReceipts && (
        <td className="cell cell-receipt">{row.receipt && <ReceiptMark receipt={row.receipt} />}</td>
      )}
      {columns.map((column, position) => {
        const { key, field, className } = column
        const style = widthStyle(column)
        const value = row.body[key]
        const text = bareNumber(field, value) ?? textOf(field, value)
        if (withNumbers || position > 0)
          return (
            <td className={className} style={style} key={key} title={text}>
              {text}
            </td>
          )
        return (
          <td className={className.replace('cell', 'cell-marked')} style={style} key={key} title={text}>
            <span className="marked-text">{text}</span>
            <Badges kind={kind} row={row} />
          </td>
        )
      })}
    </>
  )
}

/** What sets a record apart from the others of its list. */
function Badges({ kind, row }: { kind: Kind; row: RecordView }) {
  const apart = apartInList(kind, row.body)
  return (
    <>
      {row.conflicts > 0 && !row.receipt && <span className="badge">待核对</span>}
      {apart !== null && <span className="badge">{apart}</span>}
    </>
  )
}
