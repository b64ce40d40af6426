/** Tells how long nobody has touched the window. */
export interface IdleTimer {
  /** Somebody typed, clicked or moved the pointer. */
  touch(): void
  /** Whether `limitMs` have passed without a touch. */
  isIdle(limitMs: number): boolean
}

/**
 * A timer that asks the clock (`now` in ms since 1970) and does not count ticks: a laptop that slept with its lid closed is
 * idle when it wakes. A clock set back begins the wait anew instead of stretching it.
 */
export function idleTimer(now: () => number): IdleTimer {
  let last = now()
  return {
    touch: () => {
      last = now()
    },
    isIdle: (limitMs) => {
      const at = now()
      if (at < last) last = at
      return at - last >= limitMs
    },
  }
}
