import type { Kind, NameOf } from '../../../shared/definition/define'
import type { WordsOf } from '../../../shared/definition/words'
import { displayValue } from '../../../shared/records/display'
import { apartInList } from '../../../shared/records/states'
import type { RecordView } from '../../../shared/records/view'
import { ReceiptMark } from '../receipt-mark'
import { type BesideColumns, bareNumber, type TableColumn, widthStyle } from './columns'

interface TableCellsProps extends BesideColumns {
  readonly kind: Kind
  readonly columns: readonly TableColumn[]
  readonly row: RecordView
  readonly isTicked: boolean
  readonly nameOf: NameOf
  readonly wordsOf: WordsOf
}

/** The cells of one record in a list; its badges stand with its number or, where none is shown, in the first cell. */
export function TableCells({
  kind,
  columns,
  withNumbers,
  withReceipts,
  row,
  isTicked,
  nameOf,
  wordsOf,
}: TableCellsProps) {
  const badges = badgesOf(kind, row)
  const marked = badges.length > 0 ? 'cell-marked badged' : 'cell-marked'
  return (
    <>
      <td className="cell-tick">
        <span className="tick">{isTicked ? '✓' : ''}</span>
      </td>
      {withNumbers && (
        <td className={`${marked} cell-number`}>
          <span className="marked-text">{row.number ?? ''}</span>
          <Badges words={badges} />
        </td>
      )}
      {withReceipts && (
        <td className="cell cell-receipt">{row.receipt && <ReceiptMark receipt={row.receipt} />}</td>
      )}
      {columns.map((column, position) => {
        const { key, field, className } = column
        const style = widthStyle(column)
        const value = row.body[key]
        const text = bareNumber(field, value) ?? displayValue(field, value, nameOf, wordsOf)
        if (withNumbers || position > 0)
          return (
            <td className={className} style={style} key={key} title={text}>
              {text}
            </td>
          )
        return (
          <td className={className.replace('cell', marked)} style={style} key={key} title={text}>
            <span className="marked-text">{text}</span>
            <Badges words={badges} />
          </td>
        )
      })}
    </>
  )
}

/** What sets a record apart from the others of its list. */
function badgesOf(kind: Kind, row: RecordView): readonly string[] {
  const apart = apartInList(kind, row.body)
  const inConflict = row.conflicts > 0 && !row.receipt
  return [...(inConflict ? ['待核对'] : []), ...(apart === null ? [] : [apart])]
}

function Badges({ words }: { words: readonly string[] }) {
  return words.map((word) => (
    <span className="badge" key={word}>
      {word}
    </span>
  ))
}
