import {
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  sign,
  verify,
} from 'node:crypto'
import { generateX25519Identity, identityToRecipient } from 'age-encryption'
import { canonicalJson, type Json } from '../../../shared/json'

/** The secret and public keys of one site. */
export interface SiteKeys {
  /** 32 hex digits: the start of SHA-256 over the raw public key. */
  readonly id: string
  /** Ed25519 private key, PKCS#8 DER, base64. */
  readonly signKey: string
  /** Raw Ed25519 public key (32 bytes), base64. */
  readonly publicKey: string
  /** age X25519 identity and recipient. */
  readonly identity: string
  readonly recipient: string
}

/** New keys for a new installation. They come from the system's generator, never from an injected one. */
export async function newSiteKeys(): Promise<SiteKeys> {
  const pair = generateKeyPairSync('ed25519')
  const publicKey = rawPublicKey(pair.publicKey)
  const identity = await generateX25519Identity()
  return {
    id: siteIdOf(publicKey),
    signKey: pair.privateKey.export({ format: 'der', type: 'pkcs8' }).toString('base64'),
    publicKey: publicKey.toString('base64'),
    identity,
    recipient: await identityToRecipient(identity),
  }
}

/** A new recovery pair: the identity is printed for the district, the recipient goes into every profile. */
export async function newRecoveryKey(): Promise<{ readonly identity: string; readonly recipient: string }> {
  const identity = await generateX25519Identity()
  return { identity, recipient: await identityToRecipient(identity) }
}

/** The id of the site that owns a raw Ed25519 public key. */
export function siteIdOf(publicKey: Uint8Array): string {
  return createHash('sha256').update(publicKey).digest('hex').slice(0, 32)
}

const SPKI_PREFIX = Buffer.from('302a300506032b6570032100', 'hex')
const RAW_LENGTH = 32

/** The 32 raw bytes of a public key. */
export function rawPublicKey(key: KeyObject): Buffer {
  return key.export({ format: 'der', type: 'spki' }).subarray(SPKI_PREFIX.length)
}

/** @throws Error for anything but 32 bytes */
export function publicKeyFromRaw(raw: Uint8Array): KeyObject {
  if (raw.length !== RAW_LENGTH) throw new RangeError('an Ed25519 public key has 32 bytes')
  return createPublicKey({ key: Buffer.concat([SPKI_PREFIX, raw]), format: 'der', type: 'spki' })
}

/** The private key out of `OwnSite.signKey`. */
export function privateKeyOf(signKey: string): KeyObject {
  return createPrivateKey({ key: Buffer.from(signKey, 'base64'), format: 'der', type: 'pkcs8' })
}

/** Ed25519 over the canonical JSON of `text`, base64. */
export function signText(signKey: string, text: Json): string {
  return sign(null, Buffer.from(canonicalJson(text)), privateKeyOf(signKey)).toString('base64')
}

/** Whether the owner of `publicKey` (raw, base64) signed `text`. */
export function isSigned(publicKey: string, text: Json, signature: string): boolean {
  const raw = Buffer.from(publicKey, 'base64')
  if (raw.length !== RAW_LENGTH) return false
  return verify(
    null,
    Buffer.from(canonicalJson(text)),
    publicKeyFromRaw(raw),
    Buffer.from(signature, 'base64'),
  )
}
