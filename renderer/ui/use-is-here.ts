import { type RefObject, useEffect, useRef } from 'react'

/** Whether the component is still on the screen, for what goes on when an answer comes. */
export function useIsHere(): RefObject<boolean> {
  const isHere = useRef(true)
  useEffect(() => {
    isHere.current = true
    return () => {
      isHere.current = false
    }
  }, [])
  return isHere
}
