import { streamKey, type Vector } from './change'

/** The last number held of a stream; 0 for a stream never heard of. */
export function heldOf(vector: Vector, site: string, scope: string): number {
  return vector[streamKey(site, scope)] ?? 0
}

/** How many changes of `ours` the holder of `theirs` lacks. */
export function lacking(ours: Vector, theirs: Vector): number {
  let count = 0
  for (const [stream, seq] of Object.entries(ours)) count += Math.max(0, seq - (theirs[stream] ?? 0))
  return count
}
