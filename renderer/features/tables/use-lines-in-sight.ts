import { type RefObject, useCallback, useEffect, useLayoutEffect, useState } from 'react'
import { type Sight, sightOf } from '../../kinds-ui/record-table/sight'

/** Which of so many lines are drawn in what scrolls. `row`: the height of a line in px. */
export function useLinesInSight(scroller: RefObject<HTMLElement | null>, count: number, row: number): Sight {
  const [sight, setSight] = useState<Sight>({ first: 0, rows: 0 })
  const look = useCallback((): void => {
    const element = scroller.current
    if (!element) return
    const next = sightOf({ top: element.scrollTop, height: element.clientHeight, row }, count)
    setSight((before) => (before.first === next.first && before.rows === next.rows ? before : next))
  }, [scroller, count, row])
  useLayoutEffect(look, [look])
  useEffect(() => {
    const element = scroller.current
    if (!element) return
    element.addEventListener('scroll', look, { passive: true })
    const sizes = new ResizeObserver(look)
    sizes.observe(element)
    return () => {
      element.removeEventListener('scroll', look)
      sizes.disconnect()
    }
  }, [scroller, look])
  return sight
}
