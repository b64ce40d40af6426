import { type ClockReading, msOf, PUSH_LIMIT_MS } from '../../../shared/sync/hlc'

/**
 * Whether a change says a time that had not come when it was here already: the clock of its computer was wrong. It is told to people and
 * decides nothing, because no two readers take a change in at the same time.
 * @param arrived when its file was taken in, ISO 8601; null for what was typed here
 * @param now milliseconds
 */
export function isClockAhead(clock: ClockReading, arrived: string | null, now: number): boolean {
  return msOf(clock) > (arrived === null ? now : Date.parse(arrived)) + PUSH_LIMIT_MS
}
