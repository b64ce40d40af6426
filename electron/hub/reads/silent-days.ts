const DAY_MS = 24 * 3600 * 1000

/** Whole days since the newest file came (ISO 8601), by a clock in ms since 1970; null before the first. */
export const silentDays = (newest: string | null, now: number): number | null =>
  newest === null ? null : Math.max(0, Math.floor((now - Date.parse(newest)) / DAY_MS))
