import { createHmac, timingSafeEqual } from 'node:crypto'

/** RFC 6238 with what every authenticator takes without being told: SHA-1, 30 seconds, six digits. */
const STEP_MS = 30_000
const DIGITS = 6

/** The code of one step of half a minute (steps since 1970). */
export function codeOfStep(secret: Uint8Array, step: number): string {
  const counter = Buffer.alloc(8)
  counter.writeBigUInt64BE(BigInt(step))
  const mac = createHmac('sha1', secret).update(counter).digest()
  const number = mac.readUInt32BE((mac.at(-1) ?? 0) & 15) & 0x7fff_ffff
  return String(number % 10 ** DIGITS).padStart(DIGITS, '0')
}

/**
 * The step that a code is of: the present one or a neighbour, since a telephone's clock is not ours. Null for any other code.
 * @param now ms since 1970
 */
export function stepOfCode(secret: Uint8Array, code: string, now: number): number | null {
  const present = Math.floor(now / STEP_MS)
  const given = Buffer.from(code)
  const fits = [present - 1, present, present + 1].filter((step) => {
    const right = Buffer.from(codeOfStep(secret, step))
    return right.length === given.length && timingSafeEqual(right, given)
  })
  return fits[0] ?? null
}

const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'

/** RFC 4648 without padding, as a person types it. */
export function base32(bytes: Uint8Array): string {
  const bits = [...bytes].map((byte) => byte.toString(2).padStart(8, '0')).join('')
  const groups = bits.match(/.{1,5}/g) ?? []
  return groups.map((group) => letters[Number.parseInt(group.padEnd(5, '0'), 2)]).join('')
}

/** The address that an authenticator reads, from a square code or typed. */
export function authenticatorAddress(secret: Uint8Array, account: string): string {
  const issuer = '院坝普法台'
  const label = encodeURIComponent(`${issuer}:${account}`)
  return `otpauth://totp/${label}?secret=${base32(secret)}&issuer=${encodeURIComponent(issuer)}`
}
