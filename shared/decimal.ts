/**
 * A decimal is kept as the text of its number without needless zeros, 66.67 or 4708, and counted as a whole number of its
 * field's last decimal place, 6667 hundredths. Nothing in between is a binary fraction.
 */

/** No decimal is larger, counted in its last place: a larger one is a slip of the finger, and what people add up stays exact. */
export const LARGEST_DECIMAL = 999_999_999_999

const TYPED = /^(\d{1,3}(?:,\d{3})+|\d+)(?:\.(\d*))?$/
const KEPT = /^(?:0|[1-9]\d*)(?:\.(\d*[1-9]))?$/

/**
 * Reads a decimal the way people type it: 66.67, 4,708, 96.4%; the measure word may stand behind it. Answers it as it is kept, or
 * `null` when it is none or has more than `scale` decimal places.
 */
export function readDecimal(typed: string, scale: number, unit = ''): string | null {
  const text = typed.normalize('NFKC').replace(/\s/g, '')
  const measure = unit.normalize('NFKC')
  const match = TYPED.exec(measure !== '' && text.endsWith(measure) ? text.slice(0, -measure.length) : text)
  if (!match) return null
  const whole = (match[1] ?? '').replace(/,/g, '').replace(/^0+(?=\d)/, '')
  const places = (match[2] ?? '').replace(/0+$/, '')
  if (places.length > scale) return null
  return places === '' ? whole : `${whole}.${places}`
}

/** A kept decimal as a whole number of its last place; `null` for what is none. It may be larger than `LARGEST_DECIMAL`. */
export function scaledDecimal(kept: string, scale: number): number | null {
  const match = KEPT.exec(kept)
  const places = match?.[1] ?? ''
  if (!match || places.length > scale) return null
  return Number(`${kept.split('.')[0]}${places.padEnd(scale, '0')}`)
}

/** A whole number of last places as it is kept and printed; `least` decimal places stand there even as zeros. */
export function decimalText(scaled: number, scale: number, least = 0): string {
  const digits = BigInt(scaled)
    .toString()
    .padStart(scale + 1, '0')
  const whole = digits.slice(0, digits.length - scale)
  const places = digits
    .slice(digits.length - scale)
    .replace(/0+$/, '')
    .padEnd(least, '0')
  return places === '' ? whole : `${whole}.${places}`
}

/**
 * A whole number of last places divided by a whole number, half a last place of `places` and more rounded up, in last places of
 * `scale`. `by` is more than 0, `places` at most `scale`.
 */
export function dividedDecimal(scaled: number | bigint, by: number, scale: number, places: number): number {
  const step = 10n ** BigInt(scale - places)
  const divisor = BigInt(by) * step
  return Number(((2n * BigInt(scaled) + divisor) / (2n * divisor)) * step)
}
