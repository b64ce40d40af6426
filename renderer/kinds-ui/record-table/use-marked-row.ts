import { type KeyboardEvent, type MouseEvent, useCallback, useEffect, useRef, useState } from 'react'
import type { RecordView } from '../../../shared/records/view'
import { moved } from './grid-keys'
import type { Reveal } from './use-rows-in-sight'

interface Marking {
  /** The row that the list was left at. */
  readonly at: number
  readonly rows: readonly RecordView[]
  readonly reveal: Reveal
  readonly onOpen: (record: RecordView, row: number) => void
  readonly onTick: (record: RecordView) => void
  /** Ticks these besides what is ticked already. */
  readonly onTickThese: (records: readonly RecordView[]) => void
  readonly onTickAll: () => void
  /** Beside a preview the first click looks and the next one opens. */
  readonly clickMarks: boolean
}

/**
 * The one marked row of a list: where the list was left at first, moved by keys, opened by Enter or a click, ticked by Space.
 * With Shift a click, Space or a move ticks all from the row that was ticked or marked last to this one; Ctrl+A ticks all.
 */
export function useMarkedRow(marking: Marking) {
  const { at, rows, reveal, onOpen, onTick, onTickThese, onTickAll, clickMarks } = marking
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
    if (left > 0) reveal(left, 'center')
    if (entered.current) open(left)
  }, [rows.length, at, reveal, open])

  /** Where a range begins. */
  const anchor = useRef(at)
  const tick = (index: number): void => {
    const row = rows[index]
    anchor.current = index
    if (row) onTick(row)
  }
  const tickTo = (index: number): void => {
    const [from, to] = anchor.current < index ? [anchor.current, index] : [index, anchor.current]
    onTickThese(rows.slice(from, to + 1))
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
      if (event.shiftKey) tickTo(marked)
      else tick(marked)
      return
    }
    if (event.ctrlKey && event.key.toLowerCase() === 'a') {
      event.preventDefault()
      onTickAll()
      return
    }
    const to = moved(event.key, marked, rows.length)
    if (to === null) return
    event.preventDefault()
    if (event.shiftKey) tickTo(to)
    else anchor.current = to
    setActive(to)
    reveal(to, 'nearest')
  }
  const onClick = (event: MouseEvent): void => {
    const target = event.target instanceof Element ? event.target : null
    const line = target?.closest<HTMLElement>('tr[data-index]')
    if (!line) return
    const index = Number(line.dataset.index)
    if (event.shiftKey) {
      setActive(index)
      tickTo(index)
    } else if (target?.closest('.cell-tick')) {
      setActive(index)
      tick(index)
    } else if (clickMarks && index !== marked) setActive(index)
    else open(index)
  }
  /** With Shift a click ticks rows and marks no text between them. */
  const onMouseDown = (event: MouseEvent): void => {
    if (event.shiftKey) event.preventDefault()
  }
  return { marked, onKey, onClick, onMouseDown }
}
