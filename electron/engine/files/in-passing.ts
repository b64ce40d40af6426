import { createCipheriv } from 'node:crypto'
import { closeSync, fstatSync, openSync, readSync } from 'node:fs'
import { basename, sep } from 'node:path'
import { Transform } from 'node:stream'
import { AppError } from '../../../shared/errors'
import type { EngineContext, Passing, Random } from '../context'
import { writeFileAtomically } from './atomic-file'
import { type Leaver, leaving, leavingNow } from './leaving'
import { type FileSink, streamFile } from './stream-file'

/**
 * Where files come from and go to; on the desktop nothing passes, people choose paths. With an open profile, a file that a crash
 * leaves half written is removed at the next start.
 */
type Around = Pick<EngineContext, 'random' | 'passing'> & Partial<Leaver>

const isOpen = (ctx: Around): ctx is Around & Leaver => ctx.dataKey !== undefined

const INTRO = Buffer.from('YBPASS1\n')
const NONCE = 8
const HEADER = INTRO.length + NONCE
const BLOCK = 16

/** Whether a file in that folder lies there encrypted under its key, by how it begins. */
const isSealed = (start: Uint8Array): boolean => INTRO.equals(start.subarray(0, INTRO.length))

/**
 * AES-256-CTR from any place on, the same in both directions: a workbook's sizes are written over what stands before them. It keeps
 * from reading, not from changing; who may write into the folder could as well speak for the browser.
 */
function coder(key: Uint8Array, nonce: Uint8Array, at: number): (bytes: Uint8Array) => Buffer {
  const counter = Buffer.alloc(BLOCK)
  counter.set(nonce)
  counter.writeBigUInt64BE(BigInt(Math.floor(at / BLOCK)), NONCE)
  const cipher = createCipheriv('aes-256-ctr', key, counter)
  cipher.update(Buffer.alloc(at % BLOCK))
  return (bytes) => cipher.update(bytes)
}

/** Encrypts as bytes pass, the header in front. */
export function sealing({ key }: Passing, random: Random): Transform {
  const nonce = random.bytes(NONCE)
  const stream = coding(coder(key, nonce, 0))
  stream.push(Buffer.concat([INTRO, nonce]))
  return stream
}

/** The other way: where the content begins and what decrypts it. A file that lies there as it is passes unchanged. */
export function opening(
  { key }: Passing,
  start: Uint8Array,
): { readonly from: number; readonly stream: Transform } {
  if (!isSealed(start)) return { from: 0, stream: coding((bytes) => bytes) }
  return { from: HEADER, stream: coding(coder(key, start.subarray(INTRO.length, HEADER), 0)) }
}

const coding = (code: (bytes: Uint8Array) => Uint8Array): Transform =>
  new Transform({ transform: (chunk: Buffer, _, done) => done(null, code(chunk)) })

/** How many of a file's first bytes `opening` wants to see. */
export const OPENING_BYTES = HEADER

const isInside = (passing: Passing | undefined, path: string): passing is Passing =>
  passing !== undefined && path.startsWith(passing.folder + sep)

/** Writes a file that a person chose as `writeFileAtomically`; encrypted where it only passes. @throws as that */
export function writeChosen(ctx: Around, path: string, content: string | Uint8Array): void {
  const { passing, random } = ctx
  if (isInside(passing, path)) {
    const nonce = random.bytes(NONCE)
    const sealed = coder(passing.key, nonce, 0)(Buffer.from(content))
    writeFileAtomically(path, Buffer.concat([INTRO, nonce, sealed]), 0o600)
  } else if (isOpen(ctx)) leavingNow(ctx, path, () => writeFileAtomically(path, content))
  else writeFileAtomically(path, content)
}

/** Writes a file of any size that a person chose as `streamFile`; encrypted where it only passes. @throws as that */
export function streamChosen<T>(
  ctx: Around,
  path: string,
  write: (sink: FileSink) => Promise<T>,
): Promise<T> {
  const { passing, random } = ctx
  if (!isInside(passing, path)) {
    const written = (): Promise<T> => streamFile(path, write)
    return isOpen(ctx) ? leaving(ctx, path, written) : written()
  }
  return streamFile(path, async (sink) => {
    const nonce = random.bytes(NONCE)
    await sink.append(Buffer.concat([INTRO, nonce]))
    const code = coder(passing.key, nonce, 0)
    return write({
      append: (bytes) => sink.append(code(bytes)),
      patch: (at, bytes) => sink.patch(HEADER + at, coder(passing.key, nonce, at)(bytes)),
    })
  })
}

/**
 * The whole content of a file that a person chose. `requireSize` hears its bytes before anything of it is read.
 * @throws AppError `file.unreadable`, and what `requireSize` throws
 */
export function readChosen(
  { passing }: Pick<EngineContext, 'passing'>,
  path: string,
  requireSize: (bytes: number) => void,
): Buffer {
  try {
    const file = openSync(path, 'r')
    try {
      const stat = fstatSync(file)
      if (!stat.isFile()) throw new AppError('file.unreadable', { file: basename(path) })
      const start = Buffer.alloc(HEADER)
      const sealed =
        isInside(passing, path) && readSync(file, start, 0, HEADER, 0) === HEADER && isSealed(start)
      const from = sealed ? HEADER : 0
      requireSize(stat.size - from)
      const content = wholeFrom(file, from, stat.size - from)
      return sealed ? coder(passing.key, start.subarray(INTRO.length), 0)(content) : content
    } finally {
      closeSync(file)
    }
  } catch (cause) {
    throw cause instanceof AppError
      ? cause
      : new AppError('file.unreadable', { file: basename(path) }, { cause })
  }
}

/** So many bytes, or as many as there still are. */
function wholeFrom(file: number, from: number, length: number): Buffer {
  const content = Buffer.alloc(length)
  for (let done = 0; done < length; ) {
    const read = readSync(file, content, done, length - done, from + done)
    if (read === 0) return content.subarray(0, done)
    done += read
  }
  return content
}
