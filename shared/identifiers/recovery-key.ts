/** Bech32 (BIP 173), as age writes its identities: a name, `1`, data, and six characters that check all before them. */
const alphabet = 'qpzry9x8gf2tvdw0s3jn54khce6mua7l'
const generator = [0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd, 0x2a1462b3] as const
const NAME = 'AGE-SECRET-KEY-'
const LENGTH = 74

/** What somebody copied by hand: the key as it is used, or why it can be none. */
export type ReadRecoveryKey =
  | { readonly key: string }
  | { readonly problem: 'name' | 'length' | 'character' | 'checksum' }

/**
 * Reads a recovery key however it is spaced and in capitals or not. One to four mistyped characters never pass (BIP 173), and
 * of others one in a thousand million.
 */
export function readRecoveryKey(typed: string): ReadRecoveryKey {
  const key = typed
    .normalize('NFKC')
    .replaceAll(/[\s‐-―−]/gu, (sign) => (/\s/.test(sign) ? '' : '-'))
    .toUpperCase()
  if (!key.startsWith(`${NAME}1`)) return { problem: 'name' }
  if (key.length !== LENGTH) return { problem: 'length' }
  const data = [...key.slice(NAME.length + 1).toLowerCase()].map((sign) => alphabet.indexOf(sign))
  if (data.includes(-1)) return { problem: 'character' }
  return remainder([...expanded(NAME.toLowerCase()), ...data]) === 1 ? { key } : { problem: 'checksum' }
}

function expanded(name: string): number[] {
  const codes = [...name].map((sign) => sign.charCodeAt(0))
  return [...codes.map((code) => code >> 5), 0, ...codes.map((code) => code & 31)]
}

function remainder(values: readonly number[]): number {
  let rest = 1
  for (const value of values) {
    const top = rest >>> 25
    rest = ((rest & 0x1ffffff) << 5) ^ value
    generator.forEach((term, bit) => {
      if ((top >> bit) & 1) rest ^= term
    })
  }
  return rest >>> 0
}
