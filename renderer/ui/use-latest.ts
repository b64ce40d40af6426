import { type RefObject, useEffect, useRef } from 'react'

/** What a value is now, for what runs later without being made anew at each drawing. */
export function useLatest<T>(value: T): RefObject<T> {
  const latest = useRef(value)
  useEffect(() => {
    latest.current = value
  })
  return latest
}
