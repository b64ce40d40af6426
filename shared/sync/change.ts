import type { Json } from '../json'

/**
 * Field → value, flat: a simple field by its key, a sub-row by `field/rowId`.
 * A sub-row's value is its cells as an object, or `null` once removed. A simple field's `null` means emptied.
 * Keys that this version does not know are kept as they came.
 */
export type Flat = { readonly [key: string]: Json }

/** The register that says whether a record is deleted. Every change but a delete writes `false` to it. */
export const DELETED = '$deleted'

/** The register of the human number, set once when the record is created. */
export const NUMBER = '$number'

/**
 * One change, immutable once written: the unit of the log, of bundles and of history.
 *
 * - `id`: hybrid logical clock, 32 lower-case hex digits: 12 of milliseconds, 4 of counter, 16 of site. It sorts as
 *   text.
 * - `(site, scope)` is the stream. `seq` counts 1…n in it without a gap.
 * - `prev` is the hash of the change before; 64 zeros before the first.
 * - `set` holds the new value of each key.
 * - `over[key]` lists the ids of the changes whose values of that key it replaces. A first value has no such list.
 */
export interface Change {
  readonly id: string
  readonly site: string
  readonly scope: string
  readonly seq: number
  readonly prev: string
  readonly record: string
  readonly kind: string
  readonly kindVersion: number
  readonly author: string
  /** Wall clock of the laptop at the time of typing, ISO 8601 UTC. It is shown to people and decides nothing. */
  readonly at: string
  readonly reason?: string
  readonly set: Flat
  readonly over: { readonly [key: string]: readonly string[] }
}

/** The hash before the first change of a stream. */
export const CHAIN_START = '0'.repeat(64)

/** The scope of what the district owns: units, dictionaries, rules, theme plans, calendar. */
export const DISTRICT_SCOPE = '*'

/** `site/scope` → last sequence number held without a gap. */
export type Vector = { readonly [stream: string]: number }

/** The key of a stream inside a vector. */
export function streamKey(site: string, scope: string): string {
  return `${site}/${scope}`
}
