import { randomBytes } from 'node:crypto'
import type { Clock, Log, Random } from '../engine/context'

/** The machine's clock. */
export const systemClock: Clock = { now: () => Date.now() }

/** The operating system's random source. */
export const systemRandom: Random = { bytes: (count) => new Uint8Array(randomBytes(count)) }

/** A log of one JSON object a line; nothing it gets is a field's value or a key (see `Log`). */
export function lineLog(write: (line: string) => void, clock: Clock = systemClock): Log {
  const line =
    (level: string) =>
    (message: string, facts: Readonly<Record<string, string | number>> = {}) =>
      write(`${JSON.stringify({ at: new Date(clock.now()).toISOString(), level, message, ...facts })}\n`)
  return { info: line('info'), warn: line('warn'), error: line('error') }
}
