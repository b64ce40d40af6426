import { memo } from 'react'
import type { Kind, NameOf } from '../../../shared/definition/define'
import type { WordsOf } from '../../../shared/definition/words'
import type { RecordView } from '../../../shared/records/view'
import type { BesideColumns, TableColumn } from './columns'
import { TableCells } from './table-cells'

interface ListLineProps extends BesideColumns {
  readonly gridId: string
  readonly kind: Kind
  readonly columns: readonly TableColumn[]
  readonly row: RecordView
  readonly index: number
  readonly isMarked: boolean
  readonly isTicked: boolean
  readonly nameOf: NameOf
  readonly wordsOf: WordsOf
}

/** One record in a list. */
export const ListLine = memo(function ListLine(props: ListLineProps) {
  const { gridId, index, isMarked, isTicked, ...cells } = props
  return (
    <tr
      id={`${gridId}-${index}`}
      data-index={index}
      aria-rowindex={index + 2}
      aria-selected={isTicked}
      className={isMarked ? 'grid-row grid-line marked' : 'grid-row grid-line'}
    >
      <TableCells {...cells} isTicked={isTicked} />
    </tr>
  )
})
