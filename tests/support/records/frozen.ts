import type { FrozenMark, SignedOff } from '../../../shared/paper/frozen'

/** What was signed off, as lists and pages show it; the records behind it must have been kept. */
export async function markOf(signing: Promise<SignedOff>): Promise<FrozenMark> {
  const { keepsRows, ...mark } = await signing
  expect(keepsRows).toBe(true)
  return mark
}
