import { useVirtualizer } from '@tanstack/react-virtual'
import { useCallback, useEffect, useRef } from 'react'
import { rowHeights, usePreferences } from '../../ui/preferences'

/** The next page is asked for when this many rows are left below. */
const rowsAhead = 20

/** The rows of a list of which only the visible ones exist; more are asked for before the last one is shown. */
export function useVirtualRows(count: number, onMore: () => void) {
  const scroller = useRef<HTMLTableElement>(null)
  const scale = usePreferences((state) => state.typeSize) / 100
  const rowHeight = usePreferences((state) => rowHeights[state.density])
  const virtual = useVirtualizer({
    count,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight * scale,
    // A row of another type size or density is another row: its height is measured anew.
    getItemKey: useCallback((index: number) => `${scale} ${rowHeight} ${index}`, [scale, rowHeight]),
    overscan: 12,
  })
  const items = virtual.getVirtualItems()
  const lastShown = items.at(-1)?.index ?? 0
  useEffect(() => {
    if (count > 0 && lastShown >= count - rowsAhead) onMore()
  }, [lastShown, count, onMore])
  return { scroller, virtual, items }
}
