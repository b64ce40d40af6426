/** Sets of serial numbers as sorted, separate ranges: `[[1, 5], [7, 9]]`. */
export type Ranges = readonly (readonly [from: number, to: number])[]

/** The ranges with one more number. */
export function withSerial(ranges: Ranges, serial: number): Ranges {
  const all = [...ranges, [serial, serial] as const].sort((a, b) => a[0] - b[0])
  const joined: [number, number][] = []
  for (const [from, to] of all) {
    const last = joined[joined.length - 1]
    if (last && from <= last[1] + 1) last[1] = Math.max(last[1], to)
    else joined.push([from, to])
  }
  return joined
}

export function hasSerial(ranges: Ranges, serial: number): boolean {
  return ranges.some(([from, to]) => from <= serial && serial <= to)
}

/** The greatest number, or `null` of none. */
export function newestSerial(ranges: Ranges): number | null {
  return ranges[ranges.length - 1]?.[1] ?? null
}

/** At most this many missing numbers are named: no clerk reads more. */
const NAMED = 100

/** The numbers from 1 to below `before` that are not there. */
export function missingBefore(ranges: Ranges, before: number): number[] {
  const missing: number[] = []
  let next = 1
  for (const [from, to] of [...ranges, [before, before] as const]) {
    for (; next < Math.min(from, before) && missing.length < NAMED; next += 1) missing.push(next)
    next = Math.max(next, to + 1)
  }
  return missing
}
