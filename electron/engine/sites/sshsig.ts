import { createHash, createPublicKey, sign, verify } from 'node:crypto'
import { privateKeyOf, publicKeyFromRaw, rawPublicKey } from './keys'

const MAGIC = Buffer.from('SSHSIG')
const KEY_TYPE = 'ssh-ed25519'
const HASH = 'sha512'
const BEGIN = '-----BEGIN SSH SIGNATURE-----'
const END = '-----END SSH SIGNATURE-----'
const LINE = 70

/** OpenSSH's signature format (PROTOCOL.sshsig), Ed25519 with SHA-512: `ssh-keygen -Y verify` agrees with it. */
export function sshSign(signKey: string, namespace: string, message: Uint8Array): string {
  const key = privateKeyOf(signKey)
  const signature = sign(null, signedData(namespace, message), key)
  const blob = Buffer.concat([
    MAGIC,
    uint32(1),
    field(publicBlob(rawPublicKey(createPublicKey(key)))),
    field(namespace),
    field(''),
    field(HASH),
    field(Buffer.concat([field(KEY_TYPE), field(signature)])),
  ])
  const text = blob.toString('base64')
  const lines: string[] = []
  for (let at = 0; at < text.length; at += LINE) lines.push(text.slice(at, at + LINE))
  return [BEGIN, ...lines, END, ''].join('\n')
}

/**
 * Whether `armored` is the signature of the owner of `publicKey` (raw, base64) over `message` in this namespace.
 * Only the exact form that `sshSign` writes passes: a changed byte anywhere in the armour is a refusal.
 */
export function sshVerify(
  publicKey: string,
  namespace: string,
  message: Uint8Array,
  armored: string,
): boolean {
  const raw = Buffer.from(publicKey, 'base64')
  const head = Buffer.concat([
    MAGIC,
    uint32(1),
    field(publicBlob(raw)),
    field(namespace),
    field(''),
    field(HASH),
    uint32(4 + KEY_TYPE.length + 4 + 64),
    field(KEY_TYPE),
    uint32(64),
  ])
  const lines = armored.split('\n')
  if (lines[0] !== BEGIN || lines.at(-1) !== '' || lines.at(-2) !== END) return false
  const body = lines.slice(1, -2).join('')
  const blob = Buffer.from(body, 'base64')
  if (blob.toString('base64') !== body || blob.length !== head.length + 64) return false
  if (!blob.subarray(0, head.length).equals(head)) return false
  return verify(null, signedData(namespace, message), publicKeyFromRaw(raw), blob.subarray(head.length))
}

/** The raw public key, base64, that a signature names as its signer's; undefined for what is no signature of ours. */
export function sshSigner(armored: string): string | undefined {
  const [begin, ...lines] = armored.split('\n')
  if (begin !== BEGIN) return undefined
  const blob = Buffer.from(lines.slice(0, lines.indexOf(END)).join(''), 'base64')
  const head = Buffer.concat([MAGIC, uint32(1)])
  // MAGIC, version, and a field with the type and then the key, each behind its length.
  const at = head.length + 4 + 4 + KEY_TYPE.length + 4
  const raw = blob.subarray(at, at + 32)
  const isOurs =
    raw.length === 32 && blob.subarray(0, at + 32).equals(Buffer.concat([head, field(publicBlob(raw))]))
  return isOurs ? raw.toString('base64') : undefined
}

/** 「SHA256:…」 of a public key (raw, base64), as `ssh-keygen -l` tells it. */
export function sshFingerprint(publicKey: string): string {
  const digest = createHash('sha256')
    .update(publicBlob(Buffer.from(publicKey, 'base64')))
    .digest('base64')
  return `SHA256:${digest.replace(/=+$/, '')}`
}

/** A public key as a line for `allowed_signers` and `authorized_keys`. */
export function sshPublicKey(publicKey: string): string {
  return `${KEY_TYPE} ${publicBlob(Buffer.from(publicKey, 'base64')).toString('base64')}`
}

function signedData(namespace: string, message: Uint8Array): Buffer {
  const digest = createHash('sha512').update(message).digest()
  return Buffer.concat([MAGIC, field(namespace), field(''), field(HASH), field(digest)])
}

function publicBlob(raw: Uint8Array): Buffer {
  return Buffer.concat([field(KEY_TYPE), field(raw)])
}

function field(content: string | Uint8Array): Buffer {
  const bytes = typeof content === 'string' ? Buffer.from(content) : content
  return Buffer.concat([uint32(bytes.length), bytes])
}

function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32BE(value)
  return bytes
}
