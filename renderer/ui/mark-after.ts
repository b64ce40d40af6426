/**
 * Where the mark of a pile goes when its rows change: with its record. Where that left, it goes to the first behind it that
 * is still there, or else to the last.
 * @param before ids of the rows as they were @param at the marked one of them @param now ids of the rows as they are
 */
export function markAfter(before: readonly string[], at: number, now: readonly string[]): number {
  const places = new Map(now.map((id, place) => [id, place]))
  const kept = before.slice(at).find((id) => places.has(id))
  return (kept === undefined ? undefined : places.get(kept)) ?? Math.max(now.length - 1, 0)
}
