import type { Clock } from './context'

/** The wall clock as ISO 8601 UTC. */
export function isoNow(clock: Clock): string {
  return new Date(clock.now()).toISOString()
}

const two = (n: number): string => String(n).padStart(2, '0')

/** The date on the laptop's own calendar, `YYYY-MM-DD`. */
export function today(clock: Clock): string {
  return dayOf(new Date(clock.now()))
}

/** An instant (ISO 8601) by the laptop's own calendar and clock: `2026-11-03 14:30`. */
export function localMinute(instant: string): string {
  const at = new Date(instant)
  return `${dayOf(at)} ${two(at.getHours())}:${two(at.getMinutes())}`
}

function dayOf(at: Date): string {
  return `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`
}
