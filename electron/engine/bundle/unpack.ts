import { createHash, type Hash } from 'node:crypto'
import { statSync } from 'node:fs'
import { open } from 'node:fs/promises'
import { basename } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createZstdDecompress } from 'node:zlib'
import { Decrypter } from 'age-encryption'
import { extract } from 'tar-stream'
import { MAX_FILE_BYTES } from '../../../shared/attachments/entry'
import { AppError } from '../../../shared/errors'
import { isCanonical, type Json } from '../../../shared/json'
import {
  BUNDLE_FORMAT,
  blobOfEntry,
  MANIFEST_ENTRY,
  MAX_LINE_BYTES,
  MAX_MANIFEST_BYTES,
  type Manifest,
  manifest,
  manifestFormat,
  PADDING_ENTRY,
  SIGNATURE_ENTRY,
} from '../../../shared/sync/manifest'
import { diskError } from '../db/disk-error'
import { bytesOf } from '../files/verified-file'
import { openLineSplitter } from './lines'
import { chunksOf, webStreamOf } from './web-streams'

/** A manifest as it came, with what was signed. */
export interface SignedManifest {
  readonly manifest: Manifest
  readonly text: Buffer
  readonly signature: string
}

/** Takes the entries that follow a manifest, in the order in which they come. */
export interface ContentsReader {
  readonly lines: (lines: readonly string[]) => void
  /** Where the content with this hash goes, asked for when it comes. */
  readonly blob: (sha256: string) => BlobSink
}

export interface BlobSink {
  write(chunk: Uint8Array): void
  finish(): boolean
}

const AGE_INTRO = 'age-encryption.org/v1\n'
/** An age header of a few recipients is far smaller. */
const MAX_AGE_HEADER = 16 * 1024
/** Room for tar headers and padding around the entries. */
const TAR_OVERHEAD = 64 * 1024

/** Thrown by who judges a manifest and needs nothing of what follows it: reading ends there. */
export class EnoughRead extends Error {}

/** A bundle that was read to its end. */
export interface Unpacked<R extends ContentsReader> {
  /** SHA-256 of the whole file, hex. */
  readonly sha256: string
  /** Of the file. */
  readonly bytes: number
  readonly contents: R
}

/** @see unpack */
export type Unpack = <R extends ContentsReader>(
  path: string,
  identities: readonly string[],
  judge: (signed: SignedManifest) => R | Promise<R>,
) => Promise<Unpacked<R>>

/**
 * Decrypts a bundle and takes it apart, streaming. The signed manifest bounds entry names and sizes, hashes and the
 * compressed text.
 * `judge` answers the reader of this manifest's contents; nothing after the manifest is read when it throws.
 * @throws AppError `file.unreadable`, `bundle.empty`, `bundle.not-a-bundle`, `bundle.wrong-recipient`,
 * `bundle.damaged`, `bundle.newer`, `bundle.older`, `bundle.protocol`
 * @throws what `judge` and its reader throw, and as `diskError`
 */
export async function unpack<R extends ContentsReader>(
  path: string,
  identities: readonly string[],
  judge: (signed: SignedManifest) => R | Promise<R>,
): Promise<Unpacked<R>> {
  const bundle = basename(path)
  await requireAge(path, bundle)
  const hash = createHash('sha256')
  const plain = await decrypted(path, identities, hash, bundle)
  try {
    const contents = await readTar(plain, judge, bundle)
    return { sha256: hash.digest('hex'), bytes: statSync(path).size, contents }
  } catch (cause) {
    if (cause instanceof AppError || cause instanceof EnoughRead) throw cause
    // Whoever judges asks the database: when this computer's disk fails the file is not to blame.
    throw diskError(cause) ?? new AppError('bundle.damaged', { bundle }, { cause })
  }
}

/** @throws AppError unless the file begins like an age file with a header of sane length */
async function requireAge(path: string, bundle: string): Promise<void> {
  const start = Buffer.alloc(MAX_AGE_HEADER)
  let length = 0
  try {
    if (!statSync(path).isFile()) throw new Error('not a file')
    const file = await open(path, 'r')
    try {
      length = (await file.read(start, 0, MAX_AGE_HEADER, 0)).bytesRead
    } finally {
      await file.close()
    }
  } catch (cause) {
    throw new AppError('file.unreadable', { file: bundle }, { cause })
  }
  if (length === 0) throw new AppError('bundle.empty', { bundle })
  const text = start.toString('latin1', 0, length)
  if (!text.startsWith(AGE_INTRO)) throw new AppError('bundle.not-a-bundle', { bundle })
  if (!text.includes('\n--- ')) throw new AppError('bundle.damaged', { bundle })
}

async function decrypted(
  path: string,
  identities: readonly string[],
  hash: Hash,
  bundle: string,
): Promise<AsyncIterable<Uint8Array>> {
  async function* source(): AsyncGenerator<Uint8Array> {
    for await (const chunk of bytesOf(path)) {
      hash.update(chunk)
      yield chunk
    }
  }
  const decrypter = new Decrypter()
  for (const identity of identities) decrypter.addIdentity(identity)
  try {
    return chunksOf(await decrypter.decrypt(webStreamOf(source())))
  } catch (cause) {
    if (cause instanceof AppError) throw cause
    // The library has one Error class: its words are the only way to tell a foreign file from a broken one.
    const isForeign = cause instanceof Error && cause.message.startsWith('no identity matched')
    throw new AppError(isForeign ? 'bundle.wrong-recipient' : 'bundle.damaged', { bundle }, { cause })
  }
}

async function readTar<R extends ContentsReader>(
  plain: AsyncIterable<Uint8Array>,
  judge: (signed: SignedManifest) => R | Promise<R>,
  bundle: string,
): Promise<R> {
  // Until the manifest is judged, nothing may be longer than it and its signature.
  let limit = 2 * MAX_MANIFEST_BYTES + TAR_OVERHEAD
  async function* bounded(): AsyncGenerator<Uint8Array> {
    let length = 0
    for await (const chunk of plain) {
      length += chunk.length
      if (length > limit) throw new AppError('bundle.protocol', { bundle })
      yield chunk
    }
  }
  const tar = extract()
  const fed = pipeline(Readable.from(bounded()), tar)
  const read = async (): Promise<R> => {
    const entries = tar[Symbol.asyncIterator]()
    const next = async (name: string, largest: number): Promise<Readable> => {
      const entry = (await entries.next()).value
      const { header } = entry ?? {}
      if (!entry || header?.name !== name || header.type !== 'file' || (header.size ?? 0) > largest)
        throw new AppError('bundle.protocol', { bundle })
      return entry
    }
    const text = await bufferOf(await next(MANIFEST_ENTRY, MAX_MANIFEST_BYTES))
    const signature = await bufferOf(await next(SIGNATURE_ENTRY, MAX_MANIFEST_BYTES))
    const judged = parseManifest(text, bundle)
    const contents = await judge({ manifest: judged, text, signature: signature.toString('utf8') })
    limit += judged.entries.reduce((sum, { size }) => sum + size + TAR_OVERHEAD, mostPadding(judged))
    for (const { name, size, sha256 } of judged.entries) {
      const blob = blobOfEntry(name)
      if (blob !== undefined && (blob !== sha256 || size > MAX_FILE_BYTES))
        throw new AppError('bundle.protocol', { bundle })
      const entry = await next(name, size)
      const take: TakeEntry =
        blob === undefined
          ? (chunks) => readChanges(chunks, judged.counts.bytes, contents)
          : (chunks) => readBlob(chunks, contents.blob(blob))
      const found = await readEntry(entry, take)
      if (found.size !== size || found.sha256 !== sha256) throw new AppError('bundle.damaged', { bundle })
    }
    const last = await entries.next()
    if (last.done) return contents
    const { name, type, size = 0 } = last.value.header
    if (name !== PADDING_ENTRY || type !== 'file' || size > mostPadding(judged))
      throw new AppError('bundle.protocol', { bundle })
    // Nothing hides where nobody looks.
    for await (const chunk of last.value as AsyncIterable<Uint8Array>)
      if (chunk.some((byte) => byte !== 0)) throw new AppError('bundle.protocol', { bundle })
    if (!(await entries.next()).done) throw new AppError('bundle.protocol', { bundle })
    return contents
  }
  const [, contents] = await Promise.all([
    fed,
    read().catch((error: unknown) => {
      // An entry that no reader goes on with would keep the pipeline waiting for ever.
      tar.destroy(error instanceof Error ? error : new Error(String(error)))
      throw error
    }),
  ])
  return contents
}

/** More zeros than Padmé ever adds: an eighth of all that comes before them, the manifest with it. */
function mostPadding({ entries }: Manifest): number {
  return entries.reduce((sum, { size }) => sum + size / 8, MAX_MANIFEST_BYTES / 4)
}

/** @throws AppError `bundle.newer`, `bundle.older`, `bundle.protocol` */
export function parseManifest(text: Buffer, bundle: string): Manifest {
  try {
    const value: unknown = JSON.parse(text.toString('utf8'))
    const { format } = manifestFormat.parse(value)
    if (format > BUNDLE_FORMAT) throw new AppError('bundle.newer', { bundle })
    if (format < BUNDLE_FORMAT) throw new AppError('bundle.older', { bundle })
    const read = manifest.parse(value)
    // What is signed has one form: two readers never differ about a member given twice or a space.
    if (!isCanonical(text.toString('utf8'), value as Json))
      throw new RangeError('the manifest is not canonical')
    return read
  } catch (cause) {
    throw cause instanceof AppError ? cause : new AppError('bundle.protocol', { bundle }, { cause })
  }
}

async function bufferOf(entry: Readable): Promise<Buffer> {
  const chunks: Uint8Array[] = []
  for await (const chunk of entry) chunks.push(chunk)
  return Buffer.concat(chunks)
}

type TakeEntry = (chunks: AsyncIterable<Uint8Array>) => Promise<void>

/** Reads one entry to its end. */
async function readEntry(
  entry: Readable,
  take: TakeEntry,
): Promise<{ readonly size: number; readonly sha256: string }> {
  const hash = createHash('sha256')
  let size = 0
  async function* counted(): AsyncGenerator<Uint8Array> {
    for await (const chunk of entry) {
      size += chunk.length
      hash.update(chunk)
      yield chunk
    }
  }
  await take(counted())
  return { size, sha256: hash.digest('hex') }
}

async function readBlob(chunks: AsyncIterable<Uint8Array>, sink: BlobSink): Promise<void> {
  for await (const chunk of chunks) sink.write(chunk)
  if (!sink.finish()) throw new RangeError('the content is not what its name says')
}

/** Bytes of text at once: each piece is a round through another thread. */
const TEXT_PIECE = 64 * 1024

/** The changes' entry; `bytes` is what its text comes to, never more. */
function readChanges(
  chunks: AsyncIterable<Uint8Array>,
  bytes: number,
  reader: ContentsReader,
): Promise<void> {
  return pipeline(chunks, createZstdDecompress({ chunkSize: TEXT_PIECE }), (text) =>
    readText(text, bytes, reader),
  )
}

async function readText(
  text: AsyncIterable<Uint8Array>,
  bytes: number,
  reader: ContentsReader,
): Promise<void> {
  const splitter = openLineSplitter(MAX_LINE_BYTES)
  let length = 0
  for await (const chunk of text) {
    length += chunk.length
    if (length > bytes) throw new RangeError('the changes are longer than the manifest says')
    const lines = splitter.push(chunk)
    if (lines.length > 0) reader.lines(lines)
  }
  if (length !== bytes || !splitter.isWhole())
    throw new RangeError('the changes are shorter than the manifest says')
}
