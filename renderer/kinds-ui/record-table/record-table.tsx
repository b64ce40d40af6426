import { useEffect, useId, useMemo } from 'react'
import type { Kind } from '../../../shared/definition/define'
import { displayValue } from '../../../shared/records/display'
import { idsIn } from '../../../shared/records/referred'
import type { RecordView } from '../../../shared/records/view'
import { useNames } from '../../engine/names'
import { useWords } from '../../engine/words'
import { usePreferences } from '../../ui/preferences'
import { type ChosenColumn, leastRem, tableColumnsOf } from './columns'
import type { ListSort } from './list-order'
import { TableCells } from './table-cells'
import { TableHead } from './table-head'
import { useMarkedRow } from './use-marked-row'
import { useVirtualRows } from './use-virtual-rows'

interface RecordTableProps {
  readonly kind: Kind
  /** In order. */
  readonly chosen: readonly ChosenColumn[]
  readonly onWidth: (key: string, rem: number) => void
  /** The row that the list was left at. */
  readonly at: number
  readonly sort: ListSort
  readonly onSort: (key: string) => void
  readonly pages: {
    readonly rows: readonly RecordView[]
    readonly loading: boolean
    readonly more: () => void
  }
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
export function RecordTable(props: RecordTableProps) {
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
  const { rows, loading, more } = pages
  const gridId = useId()
  const columns = useMemo(() => tableColumnsOf(kind, chosen), [kind, chosen])
  const withReceipts = rows.some((row) => row.receipt !== null)
  const withNumbers = usePreferences((state) => state.numbers === 'shown') && kind.numbered
  const minWidth = `${leastRem(columns, { withNumbers, withReceipts })}rem`
  const ids = useMemo(
    () => rows.flatMap((row) => columns.flatMap(({ key, field }) => idsIn(field, row.body[key]))),
    [rows, columns],
  )
  const nameOf = useNames(ids)
  const wordsOf = useWords()
  const { scroller, virtual, items } = useVirtualRows(rows.length, more)
  // The list is what its page is for: it takes the keyboard unless something else has it.
  useEffect(() => {
    const { activeElement } = document
    if (activeElement === document.body || activeElement?.id === 'main') scroller.current?.focus()
  }, [scroller])
  const { marked, onKey, onClick, onMouseDown } = useMarkedRow({
    at,
    rows,
    virtual,
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
    'aria-activedescendant': markedRow ? `${gridId}-${marked}` : undefined,
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
      <tbody className="grid-body" style={{ height: `${virtual.getTotalSize()}px`, minWidth }}>
        {items.map((item) => {
          const row = rows[item.index]
          if (!row) return null
          return (
            <tr
              key={row.id}
              id={`${gridId}-${item.index}`}
              data-index={item.index}
              aria-rowindex={item.index + 2}
              aria-selected={ticked.has(row.id)}
              className={item.index === marked ? 'grid-row grid-line marked' : 'grid-row grid-line'}
              style={{ transform: `translateY(${item.start}px)`, height: `${item.size}px` }}
            >
              <TableCells
                kind={kind}
                columns={columns}
                withNumbers={withNumbers}
                withReceipts={withReceipts}
                row={row}
                isTicked={ticked.has(row.id)}
                textOf={(field, value) => displayValue(field, value, nameOf, wordsOf)}
              />
            </tr>
          )
        })}
      </tbody>
    </table>
  )
}
