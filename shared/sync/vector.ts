import { streamKey, type Vector } from './change'

/** The last number held of a stream; 0 for a stream never heard of. */
export function heldOf(vector: Vector, site: string, scope: string): number {
  return vector[streamKey(site, scope)] ?? 0
}

/** Stream by stream the greater number: what is held by one or the other. */
export function joinVectors(a: Vector, b: Vector): Vector {
  const joined: Record<string, number> = { ...a }
  for (const [stream, seq] of Object.entries(b)) joined[stream] = Math.max(joined[stream] ?? 0, seq)
  return joined
}

/** How many changes of `ours` the holder of `theirs` lacks. */
export function lacking(ours: Vector, theirs: Vector): number {
  let count = 0
  for (const [stream, seq] of Object.entries(ours)) count += Math.max(0, seq - (theirs[stream] ?? 0))
  return count
}
