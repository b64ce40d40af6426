import { useCallback, useDeferredValue, useState } from 'react'
import type { RecordView } from '../../../shared/records/view'
import { RecordPreview } from '../../kinds-ui/record-preview'
import { RecordTable, type RecordTableProps } from '../../kinds-ui/record-table/record-table'

interface ListHalvesProps extends Omit<RecordTableProps, 'onMark'> {
  readonly withPreview: boolean
}

/** The rows, and beside them the marked one; while somebody runs through the rows, the preview comes after. */
export function ListHalves({ withPreview, ...table }: ListHalvesProps) {
  const { kind, pages, onOpen } = table
  const [marked, setMarked] = useState<RecordView | undefined>(undefined)
  const followed = useDeferredValue(marked)
  const open = useCallback(
    (record: RecordView): void => onOpen(record, Math.max(0, pages.rows.indexOf(record))),
    [onOpen, pages],
  )
  const isThere = followed !== undefined && pages.rows.some(({ id }) => id === followed.id)
  return (
    <div className="list-halves">
      <RecordTable {...table} onMark={withPreview ? setMarked : null} />
      {withPreview && isThere && <RecordPreview kind={kind} record={followed} onOpen={open} />}
    </div>
  )
}
