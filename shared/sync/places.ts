/** A place in a stream: its number, and the first 32 hex digits of the hash of the change there. */
export type StreamPlace = [seq: number, hash: string]

/** `site/scope` → places in it that a site holds, with all that lies below each. */
export type Vector = { [stream: string]: StreamPlace[] }

/** Hex digits of a hash that name a place: 128 bits, as in the name of a change. */
export const PLACE_HEX = 32

/**
 * The numbers by which a branch is told: its tip, then 1, 2, 4 … below it, and where it parts from its parent.
 * Whoever holds another part of the branch finds a place that both have, at most as far below as its own end is.
 * @param after the number where the branch begins, exclusive: 0 for one without a parent
 */
export function locatorOf(after: number, tip: number): number[] {
  const numbers = [tip]
  for (let step = 1; tip - step > after; step *= 2) numbers.push(tip - step)
  if (after > 0) numbers.push(after)
  return numbers
}
