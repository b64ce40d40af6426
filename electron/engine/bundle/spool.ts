import { type CipherGCM, createCipheriv, createDecipheriv, type DecipherGCM } from 'node:crypto'
import { closeSync, openSync, readdirSync, readSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { AppError } from '../../../shared/errors'
import type { EngineContext } from '../context'
import { fileError } from '../files/atomic-file'
import { removeNow } from '../files/rename'

const PREFIX = 'spool-'
/** Read at once: what is made of a piece dies young only where the piece is small. */
const CHUNK = 16 * 1024

/**
 * A spool: a temporary file inside the profile, written once, then read in order.
 * It is encrypted and authenticated (AES-256-GCM) under a key that only this process's memory holds.
 * A crash or a power cut leaves bytes that nobody can read.
 */
export interface Spool {
  /** @throws AppError `file.no-space`, `file.unwritable` */
  write(chunk: Uint8Array): void
  /**
   * The content in order, while iterated; writing is over then.
   * @throws AppError `profile.disk-failed` at the end, when it is not what was written
   */
  read(): Generator<Buffer>
  remove(): void
}

/** @see Spool. @throws AppError `file.no-space`, `file.unwritable` */
export function openSpool(ctx: EngineContext): Spool {
  const key = ctx.random.bytes(32)
  const iv = ctx.random.bytes(12)
  const path = join(ctx.profile, `${PREFIX}${Buffer.from(ctx.random.bytes(8)).toString('hex')}`)
  const cipher = createCipheriv('aes-256-gcm', key, iv)
  let tag: Buffer | null = null
  let file: number | null = made(path)

  function closeFile(): void {
    if (file !== null) closeSync(file)
    file = null
  }

  return {
    write(chunk) {
      if (file === null) throw new RangeError('the spool is closed')
      const bytes = cipher.update(chunk)
      try {
        for (let at = 0; at < bytes.length; ) at += writeSync(file, bytes, at)
      } catch (cause) {
        throw fileError(cause, ctx.profile)
      }
    },
    *read() {
      closeFile()
      tag ??= sealed(cipher)
      const decipher = createDecipheriv('aes-256-gcm', key, iv).setAuthTag(tag)
      const source = openSync(path, 'r')
      try {
        const buffer = Buffer.allocUnsafe(CHUNK)
        for (;;) {
          const length = readSync(source, buffer, 0, CHUNK, null)
          if (length === 0) break
          yield decipher.update(buffer.subarray(0, length))
        }
        confirm(decipher)
      } finally {
        closeSync(source)
      }
    },
    remove() {
      closeFile()
      removeNow(path)
    },
  }
}

function sealed(cipher: CipherGCM): Buffer {
  cipher.final()
  return cipher.getAuthTag()
}

function confirm(decipher: DecipherGCM): void {
  try {
    decipher.final()
  } catch (cause) {
    throw new AppError('profile.disk-failed', {}, { cause })
  }
}

function made(path: string): number {
  try {
    return openSync(path, 'wx', 0o600)
  } catch (cause) {
    throw fileError(cause, path)
  }
}

/** Removes what a crash left behind; called when no export or import runs. */
export function sweepSpools(profile: string): void {
  for (const name of readdirSync(profile)) if (name.startsWith(PREFIX)) removeNow(join(profile, name))
}
