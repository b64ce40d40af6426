import { type RefObject, useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react'
import { flushSync } from 'react-dom'
import { rowHeights, usePreferences } from '../../ui/preferences'
import { type ScrolledTo, type Sight, sightOf, topFor } from './sight'

/** The next page is asked for when this many rows are left below. */
const rowsAhead = 40

/** Moves the list so that a row is in its window. */
export type Reveal = (index: number, align: 'nearest' | 'center') => void

interface RowsInSight {
  readonly scroller: RefObject<HTMLTableElement | null>
  readonly sight: Sight
  /** In px. */
  readonly rowHeight: number
  readonly reveal: Reveal
}

/** The rows of a list of which only those in sight exist; more are asked for before the last one is shown. */
export function useRowsInSight(count: number, onMore: () => void): RowsInSight {
  const scroller = useRef<HTMLTableElement>(null)
  const scale = usePreferences((state) => state.typeSize) / 100
  const rowHeight = usePreferences((state) => rowHeights[state.density]) * scale
  const [sight, setSight] = useState<Sight>({ first: 0, rows: 0 })

  const look = useCallback((): void => {
    const table = scroller.current
    if (!table) return
    const next = sightOf(scrolledOf(table, rowHeight), count)
    setSight((before) => (before.first === next.first && before.rows === next.rows ? before : next))
  }, [rowHeight, count])
  useLayoutEffect(look, [look])
  useEffect(() => {
    const table = scroller.current
    if (!table) return
    // What comes into sight is drawn in the same frame: no empty lines flash by.
    const onScroll = (): void => flushSync(look)
    table.addEventListener('scroll', onScroll, { passive: true })
    const sizes = new ResizeObserver(look)
    sizes.observe(table)
    return () => {
      table.removeEventListener('scroll', onScroll)
      sizes.disconnect()
    }
  }, [look])

  const lastShown = Math.min(sight.first + sight.rows, count)
  useEffect(() => {
    if (count > 0 && lastShown >= count - rowsAhead) onMore()
  }, [lastShown, count, onMore])

  const reveal = useCallback<Reveal>(
    (index, align) => {
      const table = scroller.current
      if (!table) return
      const scrolled = scrolledOf(table, rowHeight)
      const top = topFor(index, scrolled, align)
      if (top === scrolled.top) return
      table.scrollTop = top
      look()
    },
    [rowHeight, look],
  )
  return { scroller, sight, rowHeight, reveal }
}

/** The head of a list stays above its rows and covers none of them. */
function scrolledOf(table: HTMLTableElement, row: number): ScrolledTo {
  const head = table.tHead?.offsetHeight ?? 0
  return { top: table.scrollTop, height: Math.max(0, table.clientHeight - head), row }
}
