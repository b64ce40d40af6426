/** Reading binary formats: every function answers `undefined` or `false` beyond the end instead of throwing. */

/** The bytes one after another. */
export function joinBytes(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0))
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.length
  }
  return whole
}

/** Whether this Latin-1 text stands at `at`. */
export function hasText(bytes: Uint8Array, at: number, text: string): boolean {
  for (let i = 0; i < text.length; i++) if (bytes[at + i] !== text.charCodeAt(i)) return false
  return true
}

/** `length` Latin-1 characters from `at`. */
export function textAt(bytes: Uint8Array, at: number, length: number): string {
  return String.fromCharCode(...bytes.subarray(at, at + length))
}

/** An unsigned number of `length` bytes, the most significant first. */
export function bigEndian(bytes: Uint8Array, at: number, length: number): number | undefined {
  let value = 0
  for (let i = 0; i < length; i++) {
    const byte = bytes[at + i]
    if (byte === undefined) return undefined
    value = value * 256 + byte
  }
  return value
}

/** An unsigned number of `length` bytes, the least significant first. */
export function littleEndian(bytes: Uint8Array, at: number, length: number): number | undefined {
  let value = 0
  for (let i = length - 1; i >= 0; i--) {
    const byte = bytes[at + i]
    if (byte === undefined) return undefined
    value = value * 256 + byte
  }
  return value
}
