import type { Clock } from './context'

/** The wall clock as ISO 8601 UTC. */
export function isoNow(clock: Clock): string {
  return new Date(clock.now()).toISOString()
}

/** The date on the laptop's own calendar, `YYYY-MM-DD`. */
export function today(clock: Clock): string {
  const now = new Date(clock.now())
  const two = (n: number): string => String(n).padStart(2, '0')
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`
}
