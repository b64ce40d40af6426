import { createCipheriv, createDecipheriv, type ScryptOptions, scrypt } from 'node:crypto'
import { promisify, types } from 'node:util'
import { z } from 'zod'
import type { Random } from '../context'

/** Bytes in base64, as many as a cipher takes: it throws at any other number. */
const bytes = (count: number): z.ZodType<string> =>
  z.base64().refine((text) => Buffer.from(text, 'base64').length === count)

/** A person's private key under a passphrase: scrypt makes the wrapping key, AES-256-GCM wraps. All bytes in base64. */
export const wrappedKey = z.object({
  kdf: z.object({
    name: z.literal('scrypt'),
    // A gigabyte at the most: a file that somebody changed must not take all of the memory before its MAC is looked at.
    N: z
      .number()
      .int()
      .min(2)
      .max(2 ** 20)
      .refine((cost) => Number.isInteger(Math.log2(cost))),
    // What this program writes; with more of either, a file could ask for all the memory there is.
    r: z.literal(8),
    p: z.literal(1),
    salt: z.base64(),
  }),
  iv: bytes(12),
  key: z.base64(),
  tag: bytes(16),
})
export type WrappedKey = z.infer<typeof wrappedKey>

/** scrypt's N for a person's key, at least. */
export const LEAST_COST = 2 ** 17

const derive = promisify<string, Buffer, number, ScryptOptions, Buffer>(scrypt)

/**
 * Wraps a secret. `binding` (profile and user) is authenticated with it: a wrapper copied to another user or profile
 * does not open. `cost` is scrypt's N, a power of two.
 */
export async function wrapKey(
  secret: Uint8Array,
  passphrase: string,
  binding: string,
  cost: number,
  random: Random,
): Promise<WrappedKey> {
  const salt = Buffer.from(random.bytes(16))
  const iv = Buffer.from(random.bytes(12))
  const kdf = { name: 'scrypt', N: cost, r: 8, p: 1, salt: salt.toString('base64') } as const
  const cipher = createCipheriv('aes-256-gcm', await wrappingKey(passphrase, kdf), iv)
  cipher.setAAD(Buffer.from(binding))
  const key = Buffer.concat([cipher.update(secret), cipher.final()])
  return {
    kdf,
    iv: iv.toString('base64'),
    key: key.toString('base64'),
    tag: cipher.getAuthTag().toString('base64'),
  }
}

/** The secret, or `null` when the passphrase does not fit. */
export async function unwrapKey(
  wrapped: WrappedKey,
  passphrase: string,
  binding: string,
): Promise<Uint8Array | null> {
  const secret = await wrappingKey(passphrase, wrapped.kdf)
  const decipher = createDecipheriv('aes-256-gcm', secret, Buffer.from(wrapped.iv, 'base64'), {
    authTagLength: 16,
  })
  decipher.setAAD(Buffer.from(binding))
  decipher.setAuthTag(Buffer.from(wrapped.tag, 'base64'))
  const key = decipher.update(Buffer.from(wrapped.key, 'base64'))
  try {
    decipher.final()
  } catch (error) {
    // What Node throws when the tag does not fit has no code to tell it by.
    if (types.isNativeError(error)) return null
    throw error
  }
  return key
}

function wrappingKey(passphrase: string, kdf: WrappedKey['kdf']): Promise<Buffer> {
  const { N, r, p } = kdf
  // NFC, so that the same sentence typed with another input method opens the same lock.
  return derive(passphrase.normalize('NFC'), Buffer.from(kdf.salt, 'base64'), 32, {
    N,
    r,
    p,
    maxmem: 256 * N * r,
  })
}
