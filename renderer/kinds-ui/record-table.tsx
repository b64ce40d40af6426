import { useVirtualizer } from '@tanstack/react-virtual'
import {
  type KeyboardEvent,
  type MouseEvent,
  useCallback,
  useEffect,
  useId,
  useMemo,
  useRef,
  useState,
} from 'react'
import type { Kind } from '../../shared/definition/define'
import type { Field } from '../../shared/definition/fields'
import { displayValue } from '../../shared/records/display'
import { idsIn } from '../../shared/records/referred'
import { apartInList } from '../../shared/records/standing'
import type { RecordView } from '../../shared/records/view'
import { useNames } from '../engine/names'
import { useWords } from '../engine/words'
import { usePreferences } from '../ui/preferences'
import { moved } from './grid-keys'
import { keepListPlace, listPlace } from './list-place'
import { ReceiptMark } from './receipt-mark'

interface RecordTableProps {
  readonly kind: Kind
  readonly rows: readonly RecordView[]
  /** All that the filter finds, loaded or not; undefined while it is counted. */
  readonly total: number | undefined
  readonly loading: boolean
  readonly onMore: () => void
  readonly onOpen: (record: RecordView) => void
  /** Ids of the ticked rows. */
  readonly ticked: ReadonlySet<string>
  readonly onTick: (record: RecordView) => void
  /** Names the list, so that its marked row is found again. */
  readonly list: string
}

/** Row height at 100 % type, in px. */
const rowHeight = 46
/** The next page is asked for when this many rows are left below. */
const rowsAhead = 20
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

/** The list of any kind: only the visible rows exist, one row is marked and moved by keys, Enter opens it. */
export function RecordTable({
  kind,
  rows,
  total,
  loading,
  onMore,
  onOpen,
  ticked,
  onTick,
  list,
}: RecordTableProps) {
  const scroller = useRef<HTMLTableElement>(null)
  const gridId = useId()
  const [active, setActive] = useState(() => listPlace(list).marked)
  const scale = usePreferences((state) => state.typeSize) / 100
  const columns = useMemo(() => columnsOf(kind), [kind])
  const withReceipts = rows.some((row) => row.receipt !== null)
  const needed = columns.reduce(
    (sum, { field }) => sum + (columnRem[field.type] ?? textRem),
    tickAndNumberRem + (withReceipts ? textRem : 0),
  )
  const minWidth = `${needed}rem`
  const ids = useMemo(
    () => rows.flatMap((row) => columns.flatMap(({ key, field }) => idsIn(field, row.body[key]))),
    [rows, columns],
  )
  const nameOf = useNames(ids)
  const wordsOf = useWords()
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight * scale,
    // A row of another type size is another row: its height is measured anew.
    getItemKey: useCallback((index: number) => `${scale} ${index}`, [scale]),
    overscan: 12,
  })
  const items = virtual.getVirtualItems()
  const lastShown = items.at(-1)?.index ?? 0
  const marked = Math.min(active, Math.max(rows.length - 1, 0))

  useEffect(() => {
    if (rows.length > 0 && lastShown >= rows.length - rowsAhead) onMore()
  }, [lastShown, rows.length, onMore])

  // The list is what its page is for: it takes the keyboard unless something else has it.
  useEffect(() => {
    const { activeElement } = document
    if (activeElement === document.body || activeElement?.id === 'main') scroller.current?.focus()
  }, [])
  const open = useCallback(
    (index: number): void => {
      const row = rows[index]
      if (!row) return
      keepListPlace(list, { marked: index, loaded: rows.length })
      onOpen(row)
    },
    [rows, list, onOpen],
  )
  const arrived = useRef(false)
  /** On a slow laptop Enter may come before the rows: it then opens the first one. */
  const entered = useRef(false)
  useEffect(() => {
    if (arrived.current || rows.length === 0) return
    arrived.current = true
    const left = Math.min(listPlace(list).marked, rows.length - 1)
    setActive(left)
    if (left > 0) virtual.scrollToIndex(left, { align: 'center' })
    if (entered.current) open(left)
  }, [rows.length, list, virtual, open])

  const tick = (index: number): void => {
    const row = rows[index]
    if (row) onTick(row)
  }
  const onKey = (event: KeyboardEvent): void => {
    if (event.key === 'Enter') {
      event.preventDefault()
      entered.current = true
      open(marked)
      return
    }
    if (event.key === ' ') {
      event.preventDefault()
      tick(marked)
      return
    }
    const to = moved(event.key, marked, rows.length)
    if (to === null) return
    event.preventDefault()
    setActive(to)
    virtual.scrollToIndex(to)
  }
  const onClick = (event: MouseEvent): void => {
    const target = event.target instanceof Element ? event.target : null
    const line = target?.closest<HTMLElement>('tr[data-index]')
    if (!line) return
    const index = Number(line.dataset.index)
    if (target?.closest('.cell-tick')) {
      setActive(index)
      tick(index)
    } else open(index)
  }

  /** ARIA in HTML allows a table to be a grid; it is one stop for Tab and marks its row itself. */
  const grid = {
    role: 'grid',
    tabIndex: 0,
    'aria-multiselectable': true,
    'aria-activedescendant': rows[marked] ? `${gridId}-${marked}` : undefined,
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
    >
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
      <tbody className="grid-body" style={{ height: `${virtual.getTotalSize()}px`, minWidth }}>
        {items.map((item) => {
          const row = rows[item.index]
          if (!row) return null
          const apart = apartInList(kind, row.body)
          const badges = (
            <>
              {row.conflicts > 0 && !row.receipt && <span className="badge">待核对</span>}
              {apart !== null && <span className="badge">{apart}</span>}
            </>
          )
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
              <td className="cell-tick">
                <span className="tick">{ticked.has(row.id) ? '✓' : ''}</span>
              </td>
              {kind.numbered && (
                <td className="cell cell-number">
                  {row.number ?? ''}
                  {badges}
                </td>
              )}
              {withReceipts && (
                <td className="cell cell-receipt">{row.receipt && <ReceiptMark receipt={row.receipt} />}</td>
              )}
              {columns.map(({ key, field, className }, position) => {
                const text = displayValue(field, row.body[key], nameOf, wordsOf)
                return (
                  <td className={className} key={key} title={text}>
                    {text}
                    {!kind.numbered && position === 0 && badges}
                  </td>
                )
              })}
            </tr>
          )
        })}
      </tbody>
    </table>
  )
}

function columnsOf(kind: Kind) {
  return kind.list.flatMap((key) => {
    const field = kind.fields[key]
    return field ? [{ key, field, className: `cell cell-${field.type}` }] : []
  })
}
