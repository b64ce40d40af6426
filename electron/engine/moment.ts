import type { Clock } from './context'

/** The wall clock as ISO 8601 UTC. */
export function isoNow(clock: Clock): string {
  return new Date(clock.now()).toISOString()
}

const two = (n: number): string => String(n).padStart(2, '0')

/** The date on the laptop's own calendar, `YYYY-MM-DD`. */
export function today(clock: Clock): string {
  return dateOn(new Date(clock.now()))
}

/** An instant (ISO 8601) by the laptop's own calendar and clock: `2026-11-03 14:30`. */
export function localMinute(instant: string): string {
  const at = new Date(instant)
  return `${dateOn(at)} ${two(at.getHours())}:${two(at.getMinutes())}`
}

/** The date of an instant (ISO 8601) by the laptop's own calendar. */
export function dayOf(instant: string): string {
  return dateOn(new Date(instant))
}

/** When a day (`YYYY-MM-DD`) of the laptop's own calendar begins, or the one so many days after it: ISO 8601 UTC. */
export function startOfDay(date: string, daysAfter = 0): string {
  const [year = 0, month = 1, day = 1] = date.split('-').map(Number)
  return new Date(year, month - 1, day + daysAfter).toISOString()
}

function dateOn(at: Date): string {
  return `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`
}
