import { createCipheriv, createDecipheriv, hkdfSync } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { z } from 'zod'
import type { EngineContext, OpenContext } from '../context'
import { temporaryOf } from './atomic-file'
import { removeNow } from './rename'

/**
 * While a file comes into being outside the profile, a note of where lies inside it, encrypted: its name may name a person. A
 * killed process leaves both, and the next start removes the half file by the note. Nobody has to be told: nothing was said to be written.
 */
const PREFIX = 'leaving-'
const [NONCE, TAG] = [12, 16]
/** A stick that did not come back for so long, in ms, is not waited for. */
const WAITED_FOR = 60 * 24 * 3600 * 1000

export type Leaver = Pick<OpenContext, 'profile' | 'dataKey' | 'random' | 'clock' | 'log'>

interface Note {
  /** Of the half file. */
  readonly path: string
  /** Ms since 1970. */
  readonly at: number
}

/** Does `write`, which writes the file whole or not at all, with such a note beside it. */
export async function leaving<T>(ctx: Leaver, path: string, write: () => Promise<T>): Promise<T> {
  const note = noted(ctx, path)
  try {
    return await write()
  } finally {
    dropped(ctx, note)
  }
}

/**
 * The same where no key is at hand, with a note that anybody reads: for a file whose name tells nothing. Nothing else
 * is removed by such a note, or whoever writes one would have other files removed.
 */
export async function leavingCoded<T>(
  ctx: Omit<Leaver, 'dataKey'>,
  path: string,
  write: () => Promise<T>,
): Promise<T> {
  const note = put(ctx, Buffer.from(noteText(ctx, path)))
  try {
    return await write()
  } finally {
    dropped(ctx, note)
  }
}

/** The same at once. */
export function leavingNow(ctx: Leaver, path: string, write: () => void): void {
  const note = noted(ctx, path)
  try {
    write()
  } finally {
    dropped(ctx, note)
  }
}

/** A disk that takes no note, since it is full, must not keep anybody from carrying the data away from it. */
function noted(ctx: Leaver, path: string): string | undefined {
  const nonce = ctx.random.bytes(NONCE)
  const cipher = createCipheriv('aes-256-gcm', noteKey(ctx.dataKey), nonce)
  const sealed = Buffer.concat([cipher.update(noteText(ctx, path)), cipher.final()])
  return put(ctx, Buffer.concat([nonce, cipher.getAuthTag(), sealed]))
}

function noteText({ clock }: Pick<Leaver, 'clock'>, path: string): string {
  const said: Note = { path: temporaryOf(path), at: clock.now() }
  return JSON.stringify(said)
}

function put(ctx: Omit<Leaver, 'dataKey'>, bytes: Uint8Array): string | undefined {
  const name = Buffer.from(ctx.random.bytes(8)).toString('hex')
  const note = join(ctx.profile, `${PREFIX}${process.pid}-${name}`)
  try {
    writeFileSync(note, bytes, { mode: 0o600, flag: 'wx' })
    return note
  } catch (error) {
    ctx.log.warn('a file leaves without a note', { error: codeOf(error) })
    return undefined
  }
}

function dropped(ctx: Omit<Leaver, 'dataKey'>, note: string | undefined): void {
  if (note === undefined) return
  try {
    removeNow(note)
  } catch (error) {
    ctx.log.warn('the note of a file that left stays', { error: codeOf(error) })
  }
}

/** Removes the half files that earlier processes left, where they can be reached; others wait for the stick to come back. */
export function sweepLeft(
  ctx: Pick<OpenContext, 'profile' | 'dataKey' | 'formerKeys'> & Pick<EngineContext, 'clock' | 'log'>,
): void {
  for (const name of readdirSync(ctx.profile)) {
    if (!name.startsWith(PREFIX) || name.startsWith(`${PREFIX}${process.pid}-`)) continue
    const path = join(ctx.profile, name)
    try {
      const said = readNote(readFileSync(path), [ctx.dataKey, ...ctx.formerKeys])
      if (said && isHalf(said.path)) {
        const isAway = !existsSync(dirname(said.path))
        if (isAway && Math.abs(ctx.clock.now() - said.at) < WAITED_FOR) continue
        if (!isAway) removeNow(said.path)
      }
      removeNow(path)
    } catch (error) {
      ctx.log.warn('a half file could not be removed', { error: codeOf(error) })
    }
  }
}

const isHalf = (path: string): boolean => /^\..+\.tmp$/s.test(basename(path))
/** Of a request for another passphrase (recovery/ask.ts), and of what was rescued (safety/rescue/to-excel.ts). */
const isCodedHalf = (path: string): boolean =>
  /^\.(yb-\d{6}\.ybq|抢救数据-[\d-]+\.xlsx)\.tmp$/.test(basename(path))

const noteKey = (dataKey: Uint8Array): Buffer =>
  Buffer.from(hkdfSync('sha256', dataKey, '', 'yuanba leaving', 32))

/** Nothing where the note is half itself, or under a key that is no more. */
function readNote(bytes: Buffer, keys: readonly Uint8Array[]): Note | undefined {
  for (const key of keys)
    try {
      const decipher = createDecipheriv('aes-256-gcm', noteKey(key), bytes.subarray(0, NONCE), {
        authTagLength: TAG,
      })
      decipher.setAuthTag(bytes.subarray(NONCE, NONCE + TAG))
      return JSON.parse(
        Buffer.concat([decipher.update(bytes.subarray(NONCE + TAG)), decipher.final()]).toString(),
      ) as Note
    } catch {
      // Another key's, or nobody's.
    }
  return plainNote(bytes)
}

const plain = z.object({ path: z.string(), at: z.number() })

function plainNote(bytes: Buffer): Note | undefined {
  try {
    const { data } = plain.safeParse(JSON.parse(bytes.toString()))
    return data && isCodedHalf(data.path) ? data : undefined
  } catch {
    return undefined
  }
}

const codeOf = (error: unknown): string =>
  typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : String(error)
