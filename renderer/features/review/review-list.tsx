import { type KeyboardEvent, useEffect, useId, useRef } from 'react'
import { knownKind } from '../../../shared/kinds'
import type { RecordView } from '../../../shared/records/view'
import { moved } from '../../kinds-ui/grid-keys'

interface ReviewListProps {
  readonly rows: readonly RecordView[]
  readonly marked: number
  readonly onMark: (row: number) => void
  readonly onOpen: (record: RecordView) => void
}

/** Beside the arrows: the keys that hands already know from reading mail. */
const letters: Readonly<Record<string, string>> = { j: 'ArrowDown', k: 'ArrowUp' }

/** The pile, one line a record; moved through by keys, and what is marked stands beside it. */
export function ReviewList({ rows, marked, onMark, onOpen }: ReviewListProps) {
  const id = useId()
  const list = useRef<HTMLUListElement>(null)
  useEffect(() => list.current?.focus(), [])
  useEffect(() => {
    list.current?.children[marked]?.scrollIntoView({ block: 'nearest' })
  }, [marked])
  const onKey = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.altKey || event.metaKey) return
    const record = rows[marked]
    if (event.key === 'Enter' && record) {
      event.preventDefault()
      onOpen(record)
      return
    }
    const to = moved(letters[event.key] ?? event.key, marked, rows.length)
    if (to === null) return
    event.preventDefault()
    onMark(to)
  }
  /** One stop for Tab, which marks its line itself. */
  const box = {
    role: 'listbox',
    tabIndex: 0,
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
          onMark={() => onMark(at)}
        />
      ))}
    </ul>
  )
}

interface LineProps {
  readonly id: string
  readonly record: RecordView
  readonly isMarked: boolean
  readonly onMark: () => void
}

function Line({ id, record, isMarked, onMark }: LineProps) {
  const option = { role: 'option', 'aria-selected': isMarked, onClick: onMark }
  return (
    <li className={isMarked ? 'review-line marked' : 'review-line'} id={id} {...option}>
      <span className="review-kind">{knownKind(record.kind)?.label ?? record.kind}</span>
      <span className="review-title">{record.title}</span>
      <span className="review-number">{record.number}</span>
    </li>
  )
}
