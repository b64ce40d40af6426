import { memo, useEffect, useId, useMemo } from 'react'
import type { Kind } from '../../../shared/definition/define'
import { idsIn } from '../../../shared/records/referred'
import type { RecordView } from '../../../shared/records/view'
import { useNames } from '../../engine/names'
import { useWords } from '../../engine/words'
import { usePreferences } from '../../ui/preferences'
import { type ChosenColumn, leastRem, tableColumnsOf } from './columns'
import { ListLine } from './list-line'
import type { ListSort } from './list-order'
import type { Pages } from './pages'
import { TableHead } from './table-head'
import { useMarkedRow } from './use-marked-row'
import { useRowsInSight } from './use-rows-in-sight'

export interface RecordTableProps {
  readonly kind: Kind
  /** In order. */
  readonly chosen: readonly ChosenColumn[]
  readonly onWidth: (key: string, rem: number) => void
  /** The row that the list was left at. */
  readonly at: number
  readonly sort: ListSort
  readonly onSort: (key: string) => void
  readonly pages: Pages
  /** All that the filter finds, loaded or not; undefined while it is counted. */
  readonly total: number | undefined
  readonly onOpen: (record: RecordView, row: number) => void
  /** Told of the row that has the mark, where something beside the list follows it. */
  readonly onMark: ((record: RecordView | undefined) => void) | null
  /** Ids of the ticked rows. */
  readonly ticked: ReadonlySet<string>
  readonly onTick: (record: RecordView) => void
  /** Ticks these besides what is ticked already. */
  readonly onTickThese: (records: readonly RecordView[]) => void
  /** Ticks all that the filter finds, loaded or not. */
  readonly onTickAll: () => void
}

/** The list of any kind: only the visible rows exist, one row is marked and moved by keys, Enter opens it. */
export const RecordTable = memo(function RecordTable(props: RecordTableProps) {
  const {
    kind,
    chosen,
    onWidth,
    at,
    sort,
    onSort,
    pages,
    total,
    onOpen,
    onMark,
    ticked,
    onTick,
    onTickThese,
    onTickAll,
  } = props
  const { rows, fresh, loading, more } = pages
  const gridId = useId()
  const columns = useMemo(() => tableColumnsOf(kind, chosen), [kind, chosen])
  const withReceipts = useMemo(() => rows.some((row) => row.receipt !== null), [rows])
  const withNumbers = usePreferences((state) => state.numbers === 'shown') && kind.numbered
  const minWidth = `${leastRem(columns, { withNumbers, withReceipts })}rem`
  const wordsOf = useWords()
  const { scroller, sight, rowHeight, reveal } = useRowsInSight(rows.length, more)
  const shown = useMemo(() => rows.slice(sight.first, sight.first + sight.rows), [rows, sight])
  // What was named once stays named: thousands of rows further up are not asked about again.
  const ids = useMemo(
    () =>
      [...fresh, ...shown].flatMap((row) => columns.flatMap(({ key, field }) => idsIn(field, row.body[key]))),
    [fresh, shown, columns],
  )
  const nameOf = useNames(ids)
  // The list is what its page is for: it takes the keyboard unless something else has it.
  useEffect(() => {
    const { activeElement } = document
    if (activeElement === document.body || activeElement?.id === 'main') scroller.current?.focus()
  }, [scroller])
  const { marked, onKey, onClick, onMouseDown } = useMarkedRow({
    at,
    rows,
    reveal,
    onOpen,
    onTick,
    onTickThese,
    onTickAll,
    clickMarks: onMark !== null,
  })
  const markedRow = rows[marked]
  useEffect(() => onMark?.(markedRow), [onMark, markedRow])

  /** ARIA in HTML allows a table to be a grid; it is one stop for Tab and marks its row itself. */
  const grid = {
    role: 'grid',
    tabIndex: 0,
    'aria-multiselectable': true,
    // A row that is out of sight is not there to be pointed at.
    'aria-activedescendant': shown[marked - sight.first] ? `${gridId}-${marked}` : undefined,
  }
  return (
    <table
      className={withReceipts ? 'grid grid-receipts' : 'grid'}
      {...grid}
      ref={scroller}
      aria-label={`${kind.label}列表`}
      aria-rowcount={total === undefined ? -1 : total + 1}
      aria-busy={loading}
      onKeyDown={onKey}
      onClick={onClick}
      onMouseDown={onMouseDown}
    >
      <TableHead
        kind={kind}
        columns={columns}
        withNumbers={withNumbers}
        withReceipts={withReceipts}
        minWidth={minWidth}
        sort={sort}
        onSort={onSort}
        onWidth={onWidth}
      />
      <tbody
        className="grid-body"
        style={{ height: rows.length * rowHeight, paddingTop: sight.first * rowHeight, minWidth }}
      >
        {shown.map((row, position) => {
          const index = sight.first + position
          return (
            <ListLine
              // biome-ignore lint/suspicious/noArrayIndexKey: a row that comes takes the place of one that goes, nothing is built anew
              key={position}
              gridId={gridId}
              kind={kind}
              columns={columns}
              withNumbers={withNumbers}
              withReceipts={withReceipts}
              row={row}
              index={index}
              isMarked={index === marked}
              isTicked={ticked.has(row.id)}
              nameOf={nameOf}
              wordsOf={wordsOf}
            />
          )
        })}
      </tbody>
    </table>
  )
})
