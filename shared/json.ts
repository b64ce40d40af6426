/** Any JSON value; what a change's field may hold. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json }

/** Deeper than any record; a bound, so that a hostile input can not exhaust the stack. */
const DEEPEST = 32

/** Whether a value is JSON through and through: finite numbers, plain objects, no `undefined`. */
export function isJson(value: unknown, depth = 0): value is Json {
  if (value === null || typeof value === 'boolean' || typeof value === 'string') return true
  if (typeof value === 'number') return Number.isFinite(value)
  if (typeof value !== 'object' || depth >= DEEPEST) return false
  return Array.isArray(value) ? value.every((item) => isJson(item, depth + 1)) : isJsonMap(value, depth)
}

/** Whether a value is a plain object of JSON values. */
export function isJsonMap(value: unknown, depth = 0): value is { readonly [key: string]: Json } {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false
  return Object.values(value).every((item) => isJson(item, depth + 1))
}

/** Whether two JSON values are equal, key order aside. */
export function sameJson(a: Json | undefined, b: Json | undefined): boolean {
  if (a === b) return true
  if (a === undefined || b === undefined) return false
  return canonicalJson(a) === canonicalJson(b)
}

/**
 * RFC 8785 (JSON Canonicalization Scheme) for values that JSON can hold: keys sorted by UTF-16 code units, no white
 * space, numbers and strings as ECMAScript writes them. @throws TypeError for a number that is not finite, a lone
 * surrogate, or `undefined` inside an array.
 */
export function canonicalJson(value: Json): string {
  // A value whose keys already stand in order, as every change that was read from a file or the log, is what the built-in
  // writer writes, ten times as fast.
  return isInOrder(value) ? JSON.stringify(value) : sortedJson(value)
}

/** Whether a text is the canonical form of the value that was parsed from it. */
export function isCanonical(text: string, value: Json): boolean {
  return canonicalJson(value) === text
}

/** Whether the built-in writer writes the canonical form: keys in order all through, and nothing that has none. */
function isInOrder(value: Json): boolean {
  if (typeof value === 'string') return value.isWellFormed()
  if (typeof value === 'number') return Number.isFinite(value)
  if (typeof value !== 'object' || value === null) return typeof value === 'boolean' || value === null
  if (isArray(value)) return value.every(isInOrder)
  let last: string | undefined
  for (const key in value) {
    const item = value[key]
    if ((last !== undefined && key <= last) || item === undefined) return false
    if (!Object.hasOwn(value, key) || !key.isWellFormed() || !isInOrder(item)) return false
    last = key
  }
  return true
}

function sortedJson(value: Json): string {
  if (value === null || typeof value === 'boolean') return String(value)
  if (typeof value === 'number') {
    if (!Number.isFinite(value)) throw new TypeError('a number that is not finite has no canonical form')
    return JSON.stringify(value)
  }
  if (typeof value === 'string') {
    if (!value.isWellFormed()) throw new TypeError('a lone surrogate has no canonical form')
    return JSON.stringify(value)
  }
  if (isArray(value)) return `[${value.map(sortedJson).join(',')}]`
  const parts: string[] = []
  for (const key of Object.keys(value).sort()) {
    const item = value[key]
    if (item !== undefined) parts.push(`${sortedJson(key)}:${sortedJson(item)}`)
  }
  return `{${parts.join(',')}}`
}

function isArray(value: Json): value is readonly Json[] {
  return Array.isArray(value)
}
