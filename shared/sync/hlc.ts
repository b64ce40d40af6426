/**
 * Hybrid logical clock (Kulkarni et al. 2014): wall-clock milliseconds plus a counter.
 * Ids sort by time where laptops agree on it, and never go back on one laptop.
 * An id is 32 lower-case hex digits: 12 of milliseconds since 1970, 4 of counter, 16 of site.
 */

/** The newest reading a site has given or adopted: the first 16 hex digits of an id. `CLOCK_START` before any. */
export type ClockReading = string

export const CLOCK_START: ClockReading = '0'.repeat(16)

/** The clock of this site adopts the id of another site up to this far ahead of its own wall clock. */
export const ADOPT_LIMIT_MS = 24 * 60 * 60 * 1000

const MAX_COUNTER = 0xffff
const MAX_MS = 0xffff_ffff_ffff

/** Milliseconds since 1970 that an id or reading carries. */
export function msOf(id: string): number {
  return Number.parseInt(id.slice(0, 12), 16)
}

/** The site that made an id. */
export function siteOf(id: string): string {
  return id.slice(16)
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
 * The reading to go on from after seeing `remoteId`, so that this site's next id sorts after it.
 * A remote clock more than `ADOPT_LIMIT_MS` ahead changes nothing: a wrong clock is not caught.
 */
export function receive(last: ClockReading, remoteId: string, now: number): ClockReading {
  const remote = remoteId.slice(0, 16)
  if (remote <= last || msOf(remote) > now + ADOPT_LIMIT_MS) return last
  return remote
}

/**
 * The reading for a change of a record whose newest known change is `newest`.
 * It is this site's own reading, or the one just after `newest` when a clock that ran ahead wrote that.
 * So within a record an edit sorts after what it builds on, and this site's clock does not catch the wrong one.
 * Such readings may repeat from record to record; within one record they never do.
 */
export function readingOver(clock: ClockReading, newest: string | undefined): ClockReading {
  const seen = newest?.slice(0, 16) ?? CLOCK_START
  // Only a forger writes the last millisecond of all: nothing sorts after it, and nothing need.
  return seen < clock || msOf(seen) >= MAX_MS ? clock : tick(seen, 0)
}

/** The id that a site writes at a reading. */
export function idAt(clock: ClockReading, site: string): string {
  return clock + site
}
