import { createCipheriv, createDecipheriv, hkdfSync } from 'node:crypto'

/**
 * The form of one encrypted file: an intro, a salt of 16 bytes, then the content in pieces of 64 KiB.
 * Each piece is AES-256-GCM with its tag behind it. Nonces count the pieces and mark the last one (the STREAM
 * construction, as age has it).
 * So pieces can not be reordered, dropped or cut off. The key is made from the salt and the content's own hash.
 */
export const INTRO = Buffer.from('YBBLOB1\n')
export const SALT = 16
const TAG = 16
/** Bytes of content in one piece. */
export const PIECE = 64 * 1024
export const SEALED_PIECE = PIECE + TAG

/** The key of one file. */
export function blobKey(root: Uint8Array, salt: Uint8Array, hash: string): Buffer {
  return Buffer.from(hkdfSync('sha256', root, salt, `yuanba blob ${hash}`, 32))
}

/** The size of the content behind a file of this size, or `null` when no content gives it. */
export function contentSize(fileSize: number): number | null {
  const sealed = fileSize - INTRO.length - SALT
  const pieces = Math.max(1, Math.ceil(sealed / SEALED_PIECE))
  const size = sealed - pieces * TAG
  return size < 0 || Math.max(1, Math.ceil(size / PIECE)) !== pieces ? null : size
}

export function sealPiece(key: Uint8Array, count: number, isLast: boolean, content: Uint8Array): Buffer {
  const cipher = createCipheriv('aes-256-gcm', key, nonce(count, isLast))
  return Buffer.concat([cipher.update(content), cipher.final(), cipher.getAuthTag()])
}

/** @throws Error when the piece was changed or is not the one of this number */
export function openPiece(key: Uint8Array, count: number, isLast: boolean, sealed: Uint8Array): Buffer {
  const decipher = createDecipheriv('aes-256-gcm', key, nonce(count, isLast), { authTagLength: TAG })
  decipher.setAuthTag(sealed.subarray(sealed.length - TAG))
  return Buffer.concat([decipher.update(sealed.subarray(0, sealed.length - TAG)), decipher.final()])
}

function nonce(count: number, isLast: boolean): Buffer {
  const bytes = Buffer.alloc(12)
  bytes.writeUInt32BE(count, 7)
  bytes.writeUInt8(isLast ? 1 : 0, 11)
  return bytes
}
