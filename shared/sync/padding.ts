/**
 * Padmé: the next length that tells little of the length below it. Of a length's binary digits all but about
 * log₂ log₂ are zeros, so that files of like size have one size.
 * At most an eighth is added, and ever less as files grow.
 * @param length whole, at least 0, in bytes
 */
export function paddedLength(length: number): number {
  if (length < 2) return length
  const exponent = Math.floor(Math.log2(length))
  const kept = Math.floor(Math.log2(Math.max(1, exponent))) + 1
  const step = 2 ** Math.max(0, exponent - kept)
  return Math.ceil(length / step) * step
}
