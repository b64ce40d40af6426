const pad = (n: number): string => String(n).padStart(2, '0')

/** `YYYY-MM-DD` of a local day. */
export function dateTextOf(day: Date): string {
  return `${day.getFullYear()}-${pad(day.getMonth() + 1)}-${pad(day.getDate())}`
}

/** Today at this laptop. */
export const today = (): string => dateTextOf(new Date())

/** An instant (ISO 8601) as the local day and minute: `2026-11-03 14:30`. */
export function localMinute(instant: string): string {
  const at = new Date(instant)
  if (Number.isNaN(at.getTime())) return instant
  return `${dateTextOf(at)} ${pad(at.getHours())}:${pad(at.getMinutes())}`
}
