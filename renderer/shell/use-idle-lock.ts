import { useEffect } from 'react'
import { useRpc, useTransport } from '../engine/engine-context'
import { attempt } from '../ui/errors'
import { idleTimer } from '../ui/idle-timer'
import { usePreferences } from '../ui/preferences'
import { lockSession } from './lock-session'

const inputs = ['pointerdown', 'pointermove', 'keydown', 'wheel', 'touchstart'] as const
const lookEveryMs = 5_000

/** Locks the window when nobody has touched it for the minutes that the settings say; long work counts as a touch. */
export function useIdleLock(): void {
  const rpc = useRpc()
  const transport = useTransport()
  const minutes = usePreferences((state) => state.idleMinutes)
  useEffect(() => {
    const timer = idleTimer(Date.now)
    let locking = false
    const look = (): void => {
      if (locking || !timer.isIdle(minutes * 60_000)) return
      locking = true
      // Should locking fail, the next look tries again.
      attempt(() =>
        lockSession(rpc).finally(() => {
          locking = false
        }),
      )
    }
    const clock = setInterval(look, lookEveryMs)
    // What comes first after a sleep may be a click: it must not keep open what should have been locked.
    const touch = (): void => {
      look()
      if (!locking) timer.touch()
    }
    for (const input of inputs) addEventListener(input, touch, { capture: true, passive: true })
    const stop = transport.subscribe('progress', timer.touch)
    return () => {
      clearInterval(clock)
      for (const input of inputs) removeEventListener(input, touch, { capture: true })
      stop()
    }
  }, [rpc, transport, minutes])
}
