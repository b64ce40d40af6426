import { createHash } from 'node:crypto'
import type { Kind } from '../../../shared/definition/define'
import type { Body, Flat } from '../../../shared/shapes'

/**
 * The id of a record whose kind says what makes it (`Kind.identity`), the same on every laptop. It is a UUIDv8 (RFC 9562, 5.8) out
 * of the SHA-256 of the kind's name and those values. `undefined` for any other kind, and while one of the values is missing.
 */
export function derivedId({ name, identity }: Kind, whole: Flat | Body): string | undefined {
  if (identity === undefined) return undefined
  const values = identity.map((key) => whole[key] ?? null)
  if (values.includes(null)) return undefined
  const bytes = createHash('sha256')
    .update(JSON.stringify([name, ...values]))
    .digest()
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x80, 6)
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8)
  const hex = bytes.toString('hex')
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)].join(
    '-',
  )
}
