import { type KeyboardEvent, type MouseEvent, useEffect, useId, useRef } from 'react'
import { knownKind } from '../../../shared/kinds'
import type { RecordView } from '../../../shared/records/view'
import { moved } from '../../kinds-ui/record-table/grid-keys'

interface ReviewListProps {
  readonly rows: readonly RecordView[]
  readonly marked: number
  readonly onMark: (row: number) => void
  readonly onOpen: (record: RecordView) => void
  /** Ids of the ticked lines. */
  readonly ticked: ReadonlySet<string>
  readonly onTick: (record: RecordView) => void
  /** Ticks these besides what is ticked already. */
  readonly onTickThese: (records: readonly RecordView[]) => void
}

/** Beside the arrows: the keys that hands already know from reading mail. */
const letters: Readonly<Record<string, string>> = { j: 'ArrowDown', k: 'ArrowUp' }

/**
 * The pile, one line a record; moved through by keys, and what is marked stands beside it. Space or its box ticks, Shift ticks
 * all up to there, Ctrl+A all.
 */
export function ReviewList(props: ReviewListProps) {
  const { rows, marked, onMark, onOpen, ticked, onTick, onTickThese } = props
  const anchor = useRef(marked)
  const id = useId()
  const list = useRef<HTMLUListElement>(null)
  useEffect(() => list.current?.focus(), [])
  // Also where the rows before it left: the mark keeps its place among those that stay.
  useEffect(() => {
    if (rows.length > 0) list.current?.children[marked]?.scrollIntoView({ block: 'nearest' })
  }, [marked, rows])
  const tickTo = (row: number): void =>
    onTickThese(rows.slice(Math.min(anchor.current, row), Math.max(anchor.current, row) + 1))
  const onKey = (event: KeyboardEvent): void => {
    if (event.ctrlKey && event.key.toLowerCase() === 'a') {
      event.preventDefault()
      onTickThese(rows)
      return
    }
    if (event.ctrlKey || event.altKey || event.metaKey) return
    const record = rows[marked]
    if (event.key === 'Enter' && record) {
      event.preventDefault()
      onOpen(record)
      return
    }
    if (event.key === ' ') {
      event.preventDefault()
      if (event.shiftKey) tickTo(marked)
      else if (record) onTick(record)
      anchor.current = marked
      return
    }
    const to = moved(letters[event.key] ?? event.key, marked, rows.length)
    if (to === null) return
    event.preventDefault()
    if (event.shiftKey) tickTo(to)
    else anchor.current = to
    onMark(to)
  }
  /** One stop for Tab, which marks its line itself. */
  const box = {
    role: 'listbox',
    tabIndex: 0,
    'aria-multiselectable': true,
    'aria-label': '等待的记录',
    'aria-activedescendant': rows[marked] ? `${id}-${marked}` : undefined,
  }
  return (
    <ul className="review-list" {...box} ref={list} onKeyDown={onKey}>
      {rows.map((record, at) => (
        <Line
          key={record.id}
          id={`${id}-${at}`}
          record={record}
          isMarked={at === marked}
          isTicked={ticked.has(record.id)}
          onPick={({ ticks, upTo }) => {
            onMark(at)
            if (upTo) tickTo(at)
            else if (ticks) onTick(record)
            anchor.current = at
          }}
        />
      ))}
    </ul>
  )
}

interface LineProps {
  readonly id: string
  readonly record: RecordView
  readonly isMarked: boolean
  readonly isTicked: boolean
  /** `ticks`: its box was pressed; `upTo`: with Shift, all from the last one on. */
  readonly onPick: (how: { readonly ticks: boolean; readonly upTo: boolean }) => void
}

function Line({ id, record, isMarked, isTicked, onPick }: LineProps) {
  const onClick = ({ target, shiftKey }: MouseEvent): void =>
    onPick({ ticks: target instanceof Element && target.closest('.cell-tick') !== null, upTo: shiftKey })
  const option = { role: 'option', 'aria-selected': isMarked, 'aria-checked': isTicked, onClick }
  return (
    <li className={isMarked ? 'review-line marked' : 'review-line'} id={id} {...option}>
      <span className="cell-tick" aria-hidden="true">
        <span className={isTicked ? 'tick ticked' : 'tick'}>{isTicked ? '✓' : ''}</span>
      </span>
      <span className="review-kind">{knownKind(record.kind)?.label ?? record.kind}</span>
      <span className="review-title">{record.title}</span>
      <span className="review-number">{record.number}</span>
    </li>
  )
}
