import { hash, hkdfSync } from 'node:crypto'

/**
 * Turns what two records are compared by (an ID number, a telephone, a name with its date) into a number for the index. Keyed by
 * a key derived from the database's own: whoever reads the index alone can not try ID numbers against it.
 */
export type KeyOf = (phrase: string) => bigint

/**
 * SHA-256 over the key and the phrase, cut to 64 bits: without the key nobody can compute it, and what is cut off leaves
 * nothing to go on from. A sixth of HMAC's time, which was a tenth of an import. Two phrases of one number are possible, so
 * a hit is compared again before it is shown.
 */
export function matchKeyOf(dataKey: Uint8Array): KeyOf {
  const keyOf = known.get(dataKey) ?? derived(dataKey)
  known.set(dataKey, keyOf)
  return keyOf
}

/** A table that comes in asks for thousands of lines; deriving the key costs more than looking one up. */
const known = new WeakMap<Uint8Array, KeyOf>()

function derived(dataKey: Uint8Array): KeyOf {
  const key = Buffer.from(hkdfSync('sha256', dataKey, '', 'yuanba match keys', 32)).toString('base64')
  return (phrase) => BigInt.asIntN(64, BigInt(`0x${hash('sha256', key + phrase, 'hex').slice(0, 16)}`))
}
