import { useState } from 'react'
import { showError } from './errors'

/**
 * Does some work, unless some of it still runs: a button pressed twice does its work once. A failure opens the error dialog, or is
 * told to `onFailure` instead.
 * @returns what the work answers; null where it failed or was not begun
 */
type Run = <T>(work: () => Promise<T>, onFailure?: (error: unknown) => unknown) => Promise<T | null>

/** The one way by which a button does what takes time: `busy` from when it is begun until it has ended, however it ended. */
export function useBusy(): { readonly busy: boolean; readonly run: Run } {
  const [busy, setBusy] = useState(false)
  const [run] = useState(() => singly(setBusy))
  return { busy, run }
}

/** @param tell hears when work begins and when it has ended */
export function singly(tell: (busy: boolean) => void): Run {
  let isRunning = false
  return async (work, onFailure = showError) => {
    if (isRunning) return null
    isRunning = true
    tell(true)
    try {
      return await work()
    } catch (error) {
      await onFailure(error)
      return null
    } finally {
      isRunning = false
      tell(false)
    }
  }
}
