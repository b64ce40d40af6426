import { createHash, createHmac, pbkdf2Sync } from 'node:crypto'
import type { Random } from '../../engine/context'

const ITERATIONS = 4096

/**
 * What PostgreSQL keeps of a password (RFC 5803): given instead of the password, so that no log of statements ever holds one.
 * The password is random, so that this few rounds are enough.
 */
export function scramVerifier(password: string, random: Random): string {
  const salt = Buffer.from(random.bytes(16))
  const salted = pbkdf2Sync(password, salt, ITERATIONS, 32, 'sha256')
  const keyed = (label: string): Buffer => createHmac('sha256', salted).update(label).digest()
  const stored = createHash('sha256').update(keyed('Client Key')).digest('base64')
  return `SCRAM-SHA-256$${ITERATIONS}:${salt.toString('base64')}$${stored}:${keyed('Server Key').toString('base64')}`
}
