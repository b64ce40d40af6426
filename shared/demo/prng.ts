/** A stream of numbers that is the same for the same seed on every machine; nothing here is secret. */
export interface Prng {
  /** A whole number from 0 up to, not including, `below` (1…2^32). */
  below(below: number): number
  /** A whole number from `least` to `most`, both included. */
  between(least: number, most: number): number
  /** True in `percent` of 100 cases. */
  chance(percent: number): boolean
  /** One of the items. @throws RangeError when there is none */
  pick<T>(items: readonly T[]): T
}

/** A generator for this seed: sfc32, its state filled from the text by FNV-1a. */
export function createPrng(seed: string): Prng {
  let [a, b, c, counter] = [hash(`${seed}/a`), hash(`${seed}/b`), hash(`${seed}/c`), 1]
  const next = (): number => {
    const sum = (a + b + counter) | 0
    counter = (counter + 1) | 0
    a = b ^ (b >>> 9)
    b = (c + (c << 3)) | 0
    c = ((c << 21) | (c >>> 11)) + sum
    return sum >>> 0
  }
  for (let i = 0; i < 12; i++) next()
  const below = (limit: number): number => Math.floor((next() / 4294967296) * limit)
  return {
    below,
    between: (least, most) => least + below(most - least + 1),
    chance: (percent) => below(100) < percent,
    pick: (items) => {
      const item = items[below(items.length)]
      if (item === undefined) throw new RangeError('nothing to pick from')
      return item
    },
  }
}

function hash(text: string): number {
  let value = 0x811c9dc5
  for (let i = 0; i < text.length; i++) value = Math.imul(value ^ text.charCodeAt(i), 0x01000193)
  return value ^ (value >>> 15)
}

/** A UUIDv7 (RFC 9562) for a moment in milliseconds since 1970, its random bits taken from the generator. */
export function seededId(prng: Prng, milliseconds: number): string {
  const hex = (length: number): string => Array.from({ length }, () => prng.below(16).toString(16)).join('')
  const time = milliseconds.toString(16).padStart(12, '0')
  const variant = (8 + prng.below(4)).toString(16)
  return `${time.slice(0, 8)}-${time.slice(8)}-7${hex(3)}-${variant}${hex(3)}-${hex(12)}`
}
