import { createReadStream, createWriteStream } from 'node:fs'
import { mkdir, open } from 'node:fs/promises'
import type { IncomingMessage } from 'node:http'
import { basename, join } from 'node:path'
import type { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { AppError } from '../../shared/errors'
import { UPDATE_ENTRY } from '../../shared/update/manifest'
import type { Chosen } from '../../shared/wire'
import type { Passing, Random } from '../engine/context'
import type { Engine } from '../engine/create-engine'
import { OPENING_BYTES, opening, sealing } from '../engine/files/in-passing'

/** Files on their way between a browser, which has no paths, and the engine, which has nothing else. */
export interface HttpFiles {
  /** Keeps an uploaded file. @throws AppError `file.no-space` beyond `limit` bytes */
  upload(request: IncomingMessage, name: string, limit: number): Promise<Chosen>
  /** An empty folder, or a place for one file, that the engine may write into. */
  place(kind: 'folder' | 'file', name: string): Promise<Chosen>
  /** What lets the browser fetch, once, what the engine wrote there. @throws AppError `file.unknown` */
  offer(token: string, file: string): string
  /** What was offered. @throws AppError `file.unknown`, `file.unreadable` */
  download(ticket: string): Promise<{ name: string; bytes: number; content: Readable }>
}

/** A file name without any path, and without what FAT32 and Windows refuse. */
export function safeName(name: string): string {
  const printable = [...name.normalize('NFC')].filter((character) => character >= ' ').join('')
  const plain = basename(printable.replaceAll('\\', '/')).replaceAll(/[<>:"|?*/]/g, '_')
  const trimmed = plain
    .replace(/^\.+/, '')
    .replace(/[. ]+$/, '')
    .slice(0, 120)
  return trimmed === '' ? '文件' : trimmed
}

/**
 * How the kinds of file begin that carry nothing of anybody: bundles, joining files, requests and backups are encrypted, and a package
 * of the program is the program. What reads those wants them on the disk as they are.
 */
const openKinds = [
  ...['age-encryption.org/', '-----BEGIN AGE ENCRYPTED'],
  ...['backup.json\0', `${UPDATE_ENTRY}\0`],
].map((text) => Buffer.from(text))
const mayLieOpen = (start: Buffer): boolean =>
  openKinds.some((text) => text.equals(start.subarray(0, text.length)))

/** Counts bytes as they pass and stops at the limit; the first chunk is long enough to tell what the file is. */
async function* bounded(source: AsyncIterable<Buffer>, limit: number, name: string) {
  let bytes = 0
  let start: Buffer | null = Buffer.alloc(0)
  for await (const chunk of source) {
    bytes += chunk.byteLength
    if (bytes > limit) throw new AppError('file.no-space', { file: name })
    if (start === null) {
      yield chunk
      continue
    }
    start = Buffer.concat([start, chunk])
    if (start.length < 64) continue
    yield start
    start = null
  }
  if (start !== null) yield start
}

/** Opens an exchange in the folder where files pass. */
export function openHttpFiles(
  engine: Engine,
  { passing, random }: { passing: Passing; random: Random },
): HttpFiles {
  const places = new Map<string, { path: string; kind: 'folder' | 'file' }>()
  const offers = new Map<string, string>()
  let count = 0

  const ownFolder = async () => {
    count += 1
    const path = join(passing.folder, String(count))
    await mkdir(path, { mode: 0o700 })
    return path
  }

  return {
    async upload(request, name, limit) {
      const file = safeName(name)
      if (Number(request.headers['content-length'] ?? 0) > limit)
        throw new AppError('file.no-space', { file })
      const path = join(await ownFolder(), file)
      const chunks = bounded(request, limit, file)
      const first = (await chunks.next()).value ?? Buffer.alloc(0)
      async function* whole(): AsyncGenerator<Buffer> {
        yield first
        yield* chunks
      }
      const to = createWriteStream(path, { mode: 0o600 })
      if (first.length === 0 || mayLieOpen(first)) await pipeline(whole(), to)
      else await pipeline(whole(), sealing(passing, random), to)
      return { token: engine.grant(path), name: file }
    },
    async place(kind, name) {
      const own = await ownFolder()
      const path = kind === 'folder' ? own : join(own, safeName(name))
      const token = engine.grant(path)
      places.set(token, { path, kind })
      return { token, name: kind === 'folder' ? name : basename(path) }
    },
    offer(token, file) {
      const place = places.get(token)
      if (place === undefined) throw new AppError('file.unknown')
      const ticket = Buffer.from(random.bytes(24)).toString('base64url')
      offers.set(ticket, place.kind === 'folder' ? join(place.path, safeName(file)) : place.path)
      return ticket
    },
    async download(ticket) {
      const path = offers.get(ticket)
      offers.delete(ticket)
      if (path === undefined) throw new AppError('file.unknown')
      const name = basename(path)
      const found = await startOf(path).catch((error: unknown) => {
        throw new AppError('file.unreadable', { file: name }, { cause: error })
      })
      const { from, stream } = opening(passing, found.start)
      const content = createReadStream(path, { start: from })
      content.on('error', (error) => stream.destroy(error))
      return { name, bytes: found.size - from, content: content.pipe(stream) }
    },
  }
}

/** @throws what the file system says, and Error where it is no file */
async function startOf(path: string): Promise<{ readonly size: number; readonly start: Buffer }> {
  const file = await open(path, 'r')
  try {
    const stat = await file.stat()
    if (!stat.isFile()) throw new Error('not a file')
    const { buffer, bytesRead } = await file.read(Buffer.alloc(OPENING_BYTES), 0, OPENING_BYTES, 0)
    return { size: stat.size, start: buffer.subarray(0, bytesRead) }
  } finally {
    await file.close()
  }
}
