/** How long work takes, in milliseconds. */
export async function timed(work: () => unknown): Promise<number> {
  const start = performance.now()
  await work()
  return performance.now() - start
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN
}

/** The value that `share` of 100 values are not above. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.max(0, Math.ceil((sorted.length * share) / 100) - 1)] ?? Number.NaN
}

/**
 * Runs several pieces of work in turn, `rounds` times, so that a machine that grows slower meanwhile slows all of them.
 * Each answers its own milliseconds: what it has to prepare does not count. @returns the median of each
 */
export async function alternating<K extends string>(
  rounds: number,
  works: Readonly<Record<K, (round: number) => Promise<number>>>,
): Promise<Readonly<Record<K, number>>> {
  const names = Object.keys(works) as K[]
  const times = new Map<K, number[]>(names.map((name) => [name, []]))
  for (let round = 0; round < rounds; round += 1)
    for (const name of names) times.get(name)?.push(await works[name](round))
  const pairs = names.map((name) => [name, median(times.get(name) ?? [])] as const)
  return Object.fromEntries(pairs) as Record<K, number>
}
