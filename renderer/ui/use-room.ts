import { useSyncExternalStore } from 'react'
import { usePreferences } from './preferences'

const subscribe = (listener: () => void): (() => void) => {
  addEventListener('resize', listener)
  return () => removeEventListener('resize', listener)
}

/** Whether the window is at least so wide, in px at 100 % type: larger type leaves less room. */
export function useRoom(width: number): boolean {
  const scale = usePreferences((state) => state.typeSize) / 100
  const inner = useSyncExternalStore(subscribe, () => innerWidth)
  return inner / scale >= width
}
