import { createHash } from 'node:crypto'
import type { Kind } from '../../../shared/definition/define'
import type { Body, Flat } from '../../../shared/shapes'
import { idOfHash } from '../new-id'

/**
 * The id of a record whose kind says what makes it (`Kind.identity`), the same on every laptop. It is a UUIDv8 (RFC 9562, 5.8) out
 * of the SHA-256 of the kind's name and those values. `undefined` for any other kind, and while one of the values is missing.
 */
export function derivedId({ name, identity }: Kind, whole: Flat | Body): string | undefined {
  if (identity === undefined) return undefined
  const values = identity.map((key) => whole[key] ?? null)
  if (values.includes(null)) return undefined
  return idOfHash(
    createHash('sha256')
      .update(JSON.stringify([name, ...values]))
      .digest(),
  )
}
