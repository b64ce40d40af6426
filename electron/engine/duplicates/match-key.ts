import { createHmac, hkdfSync } from 'node:crypto'

/**
 * Turns what two records are compared by (an ID number, a telephone, a name with its date) into a number for the index. Keyed by
 * a key derived from the database's own: whoever reads the index alone can not try ID numbers against it.
 */
export type KeyOf = (phrase: string) => bigint

/** 64 bits: two phrases of one number are possible, so a hit is compared again before it is shown. */
export function matchKeyOf(dataKey: Uint8Array): KeyOf {
  const key = Buffer.from(hkdfSync('sha256', dataKey, '', 'yuanba match keys', 32))
  return (phrase) => createHmac('sha256', key).update(phrase, 'utf8').digest().readBigInt64BE(0)
}
