import type { Virtualizer } from '@tanstack/react-virtual'
import { type KeyboardEvent, type MouseEvent, useCallback, useEffect, useRef, useState } from 'react'
import type { RecordView } from '../../../shared/records/view'
import { moved } from '../grid-keys'

interface Marking {
  /** The row that the list was left at. */
  readonly at: number
  readonly rows: readonly RecordView[]
  readonly virtual: Virtualizer<HTMLTableElement, Element>
  readonly onOpen: (record: RecordView, row: number) => void
  readonly onTick: (record: RecordView) => void
  /** Beside a preview the first click looks and the next one opens. */
  readonly clickMarks: boolean
}

/** The one marked row of a list: where the list was left at first, moved by keys, opened by Enter or a click, ticked by Space. */
export function useMarkedRow({ at, rows, virtual, onOpen, onTick, clickMarks }: Marking) {
  const [active, setActive] = useState(at)
  const marked = Math.min(active, Math.max(rows.length - 1, 0))
  const open = useCallback(
    (index: number): void => {
      const row = rows[index]
      if (row) onOpen(row, index)
    },
    [rows, onOpen],
  )
  const arrived = useRef(false)
  /** On a slow laptop Enter may come before the rows: it then opens the first one. */
  const entered = useRef(false)
  useEffect(() => {
    if (arrived.current || rows.length === 0) return
    arrived.current = true
    const left = Math.min(at, rows.length - 1)
    setActive(left)
    if (left > 0) virtual.scrollToIndex(left, { align: 'center' })
    if (entered.current) open(left)
  }, [rows.length, at, virtual, open])

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
    } else if (clickMarks && index !== marked) setActive(index)
    else open(index)
  }
  return { marked, onKey, onClick }
}
