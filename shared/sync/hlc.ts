/**
 * Hybrid logical clock (Kulkarni et al. 2014): wall-clock milliseconds plus a counter.
 * Ids sort by time where laptops agree on it. They go back on a laptop only where its clock was repaired.
 * A reading is 16 lower-case hex digits: 12 of milliseconds since 1970, 4 of counter. A change's name begins with one.
 */

/** The reading of a site's last change. `CLOCK_START` before any. */
export type ClockReading = string

export const CLOCK_START: ClockReading = '0'.repeat(16)

/** A reading further ahead of the wall clock than this pushes nothing on: a clock that was repaired is right at once. */
export const PUSH_LIMIT_MS = 48 * 60 * 60 * 1000

/** Milliseconds since 1970 that a reading or a change's name carries. */
export function msOf(reading: string): number {
  return Number.parseInt(reading.slice(0, 12), 16)
}

function reading(ms: number, counter: number): ClockReading {
  return ms.toString(16).padStart(12, '0') + counter.toString(16).padStart(4, '0')
}

/**
 * The reading of a site's next change at wall time `now` (milliseconds). It is the wall clock, pushed on by the site's own last
 * reading and by what the change replaces, as far as they lie within `PUSH_LIMIT_MS`.
 * What others wrote pushes nothing else: a wrong clock is not caught. Readings may repeat and go back; names never do.
 * @param replaced names or ids of changes
 */
export function nextReading(last: ClockReading, replaced: Iterable<string>, now: number): ClockReading {
  const wall = Math.max(0, Math.floor(now))
  let next = reading(wall, 0)
  for (const before of [last, ...replaced]) {
    const seen = before.slice(0, CLOCK_START.length)
    if (seen >= next && msOf(seen) <= wall + PUSH_LIMIT_MS) next = justAfter(seen)
  }
  return next
}

const MAX_COUNTER = 0xffff

/** A full counter moves the milliseconds. */
function justAfter(before: ClockReading): ClockReading {
  const ms = msOf(before)
  const counter = Number.parseInt(before.slice(12), 16) + 1
  return counter <= MAX_COUNTER ? reading(ms, counter) : reading(ms + 1, 0)
}
