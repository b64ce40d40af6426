/**
 * Hybrid logical clock (Kulkarni et al. 2014): wall-clock milliseconds plus a counter.
 * Ids sort by time where laptops agree on it, and never go back on one laptop.
 * A reading is 16 lower-case hex digits: 12 of milliseconds since 1970, 4 of counter. A change's name begins with one.
 */

/** The newest reading a site has given or adopted. `CLOCK_START` before any. */
export type ClockReading = string

export const CLOCK_START: ClockReading = '0'.repeat(16)

/** The clock of this site adopts the reading of another site up to this far ahead of its own wall clock. */
export const ADOPT_LIMIT_MS = 24 * 60 * 60 * 1000

const MAX_COUNTER = 0xffff
const MAX_MS = 0xffff_ffff_ffff

/** Milliseconds since 1970 that a reading or a change's name carries. */
export function msOf(reading: string): number {
  return Number.parseInt(reading.slice(0, 12), 16)
}

function reading(ms: number, counter: number): ClockReading {
  return ms.toString(16).padStart(12, '0') + counter.toString(16).padStart(4, '0')
}

/**
 * The next reading after `last` at wall time `now` (milliseconds).
 * It is always greater than `last`, whatever the wall clock does; a full counter moves the milliseconds.
 * @throws RangeError when 48 bits of milliseconds are used up.
 */
export function tick(last: ClockReading, now: number): ClockReading {
  const lastMs = msOf(last)
  const wall = Math.max(0, Math.floor(now))
  if (wall > lastMs) return reading(wall, 0)
  const counter = Number.parseInt(last.slice(12, 16), 16) + 1
  if (counter <= MAX_COUNTER) return reading(lastMs, counter)
  if (lastMs >= MAX_MS) throw new RangeError('the hybrid clock has no later reading')
  return reading(lastMs + 1, 0)
}

/**
 * The reading to go on from after seeing another site's, so that this site's next change sorts after that one.
 * A remote clock more than `ADOPT_LIMIT_MS` ahead changes nothing: a wrong clock is not caught.
 */
export function receive(last: ClockReading, remote: ClockReading, now: number): ClockReading {
  if (remote <= last || msOf(remote) > now + ADOPT_LIMIT_MS) return last
  return remote
}

/**
 * The reading for a change of a record whose newest known change is `newest`.
 * It is this site's own reading, or the one just after `newest` when a clock that ran ahead wrote that.
 * So within a record an edit sorts after what it builds on, and this site's clock does not catch the wrong one.
 * Such readings may repeat; names never do.
 */
export function readingOver(clock: ClockReading, newest: string | undefined): ClockReading {
  const seen = newest?.slice(0, 16) ?? CLOCK_START
  // Only a forger writes the last millisecond of all: nothing sorts after it, and nothing need.
  return seen < clock || msOf(seen) >= MAX_MS ? clock : tick(seen, 0)
}
