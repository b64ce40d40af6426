import type { Flat } from '../shapes'

/** The register that says whether a record is deleted. Every change but a delete writes `false` to it. */
export const DELETED = '$deleted'

/** The register of the human number, set once when the record is created. */
export const NUMBER = '$number'

/**
 * What a change says, immutable once written: the unit of the log, of bundles and of history.
 *
 * - `clock`: a reading of the hybrid logical clock, 16 lower-case hex digits: 12 of milliseconds, 4 of counter.
 * - `(site, scope)` is the stream. `seq` counts the changes from its beginning up to this one.
 * - `set` holds the new value of each key.
 * - `over[key]` lists the names of the changes whose values of that key it replaces. A first value has no such list.
 * - `salt` or `commitment`, one of the two: the hashed line names the values by a commitment to salt and `set`. Once the
 *   values are erased the commitment is left, and `set` says `null` under each key.
 */
export interface Said {
  readonly clock: string
  readonly site: string
  readonly scope: string
  readonly seq: number
  readonly record: string
  readonly kind: string
  readonly kindVersion: number
  readonly author: string
  /** Wall clock of the laptop at the time of typing, ISO 8601 UTC. It is shown to people and decides nothing. */
  readonly at: string
  readonly reason?: string
  /** 12 random bytes in base64. Without them whoever holds a commitment could guess at the values. */
  readonly salt?: string
  /** SHA-256 of the salt's text and the canonical `set`, hex; said only where the values are erased. */
  readonly commitment?: string
  readonly set: Flat
  readonly over: { readonly [key: string]: readonly string[] }
}

/**
 * A change with its id: its clock and the whole hash of its line, 80 hex digits, which sorts by time as text. It is never
 * carried: a reader computes it. Changes are told apart by it everywhere but in `over`, where the shorter name will do.
 */
export interface Change extends Said {
  readonly id: string
}

/** Digits of a name: the clock, and 32 hex digits of the hash. Two contents of one name cost more work than there is. */
export const NAME_DIGITS = 48

/** The name by which a change stands in `over`, out of its id. */
export const nameOf = (id: string): string => id.slice(0, NAME_DIGITS)

/** What is typed, before a writer gives it its place and its salt. */
export type Typed = Omit<Said, 'seq' | 'salt' | 'commitment'>

/** What the line of a change says: the hash of the change before it too, 64 zeros before the first. */
export interface Link extends Said {
  readonly prev: string
}

/** The hash before the first change of a stream. */
export const CHAIN_START = '0'.repeat(64)

/** The scope of what the district owns: units, dictionaries, rules, theme plans, calendar. */
export const DISTRICT_SCOPE = '*'

/** The key of a stream inside a vector. */
export function streamKey(site: string, scope: string): string {
  return `${site}/${scope}`
}
