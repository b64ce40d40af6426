import type { Clock } from './context'

/** The wall clock as ISO 8601 UTC. */
export function isoNow(clock: Clock): string {
  return new Date(clock.now()).toISOString()
}

/** The date on the laptop's own calendar, `YYYY-MM-DD`. */
export function today(clock: Clock): string {
  return dateOn(clock.now())
}

/** The date on the laptop's own calendar of a moment in ISO 8601. */
export function dayOf(at: string): string {
  return dateOn(Date.parse(at))
}

function dateOn(moment: number): string {
  const day = new Date(moment)
  const two = (n: number): string => String(n).padStart(2, '0')
  return `${day.getFullYear()}-${two(day.getMonth() + 1)}-${two(day.getDate())}`
}
