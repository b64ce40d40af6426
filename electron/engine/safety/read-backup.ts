import {
  closeSync,
  createReadStream,
  createWriteStream,
  existsSync,
  mkdirSync,
  openSync,
  readSync,
  statSync,
} from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { extract } from 'tar-stream'
import { z } from 'zod'
import { AppError } from '../../../shared/errors'
import { PADDING_ENTRY } from '../../../shared/sync/manifest'
import { DATABASE_FILE } from '../db/open'
import { DRAFTS_FILE } from '../drafts/drafts-file'
import { fileError } from '../files/atomic-file'
import { bytesOf } from '../files/verified-file'
import { KEYS_FILE, type KeysFile, parseKeys } from '../profile/keys-file'
import { assemble } from './assembled'
import { besidePath, underBesideKey } from './blobs-beside'
import { BESIDE_ENTRY, type BesideList, besideList, CONTENTS_ENTRY, isBlob, openedContents } from './contents'
import { LONGEST_LIST, PAGES_ENTRY, type PageList, readPageList } from './page-list'
import { counted, type Watched } from './watched'

export const backupHeader = z.object({
  format: z.literal(2),
  app: z.string(),
  profile: z.uuid(),
  /** When it was made, ISO 8601. */
  at: z.string(),
  /** Nothing of it lies beside it. */
  whole: z.boolean(),
})

export interface OpenedBackup {
  readonly header: z.infer<typeof backupHeader>
  readonly keys: KeysFile
  /** The data keys that `unlock` found: the database is under one of them. */
  readonly candidates: readonly Uint8Array[]
}

/** Headers and wrapped keys are smaller. */
const MAX_TEXT = 64 * 1024 * 1024
/** So are the names of what lies beside, of three million attachments too. */
const MAX_NAMES = 256 * 1024 * 1024
/** A tar ends with two empty blocks: a file that was cut off has none. */
const END = 1024

/**
 * Unpacks a backup into an empty folder, after `unlock` has found the data keys: without a key nothing is written.
 * @throws AppError `file.unreadable`, `backup.not-a-backup`, `backup.damaged`, `backup.incomplete`, `file.no-space`, the signal's
 * reason, and what `unlock` throws
 */
export async function unpackBackup(
  path: string,
  into: string,
  unlock: (keys: KeysFile) => Promise<readonly Uint8Array[]>,
  { signal, tell }: Watched,
): Promise<OpenedBackup> {
  const file = basename(path)
  const size = requireWhole(path, file)
  const bytes = counted(createReadStream(path), (done) => tell(done, size))
  try {
    return await readTar(bytes, signal, async (next) => {
      const text = async (name: string): Promise<string> => {
        const entry = await next()
        if (entry?.header.name !== name || (entry.header.size ?? 0) > MAX_TEXT)
          throw new AppError('backup.not-a-backup', { file })
        return textOf(entry)
      }
      const header = backupHeader.parse(JSON.parse(await text('backup.json')))
      const keys = parseKeys(await text(KEYS_FILE))
      if (keys.profile !== header.profile) throw new AppError('backup.damaged', { file })
      const candidates = await unlock(keys)
      const contents = await next()
      if (contents?.header.name !== CONTENTS_ENTRY) throw new AppError('backup.damaged', { file })
      const { beside, pages } = await keepContents(openedContents(contents, candidates), into, {
        file,
        signal,
      })
      if (await next()) throw new AppError('backup.damaged', { file })
      const besides = Buffer.from(beside.key, 'base64')
      const at = (name: string): string => besidePath(dirname(path), header.profile, { name, key: besides })
      requireBeside(beside.names.map(at), file)
      for (const name of beside.names.filter(isBlob)) {
        signal.throwIfAborted()
        await keep(Readable.from(underBesideKey(bytesOf(at(name)), besides, name)), join(into, name))
      }
      const [key] = candidates
      if (pages && key) await assemble(pages, { path: join(into, DATABASE_FILE), key, packAt: at, signal })
      return { header, keys, candidates }
    })
  } catch (cause) {
    signal.throwIfAborted()
    throw cause instanceof AppError ? cause : new AppError('backup.damaged', { file }, { cause })
  }
}

interface Contents {
  readonly beside: BesideList
  /** The pages of the database, where it does not lie in the backup whole. */
  readonly pages: PageList | undefined
}

/** A backup that shares files with others is worth nothing without them. @throws AppError `backup.incomplete` */
function requireBeside(paths: readonly string[], file: string): void {
  const missing = paths.find((path) => !existsSync(path))
  if (missing !== undefined)
    throw new AppError('backup.incomplete', { file, folder: basename(dirname(missing)) })
}

/** Unpacks the contents. */
function keepContents(
  plain: AsyncIterable<Uint8Array>,
  into: string,
  { file, signal }: { readonly file: string; readonly signal: AbortSignal },
): Promise<Contents> {
  return readTar(plain, signal, async (next) => {
    let hasDatabase = false
    let pages: PageList | undefined
    let beside: BesideList = { names: [], key: '' }
    for (let entry = await next(); entry; entry = await next()) {
      const { name, size = 0 } = entry.header
      if (name === BESIDE_ENTRY && size <= MAX_NAMES)
        beside = besideList.parse(JSON.parse(await textOf(entry)))
      else if (name === PAGES_ENTRY && size <= LONGEST_LIST) pages = readPageList(await bytesIn(entry))
      else if (name === PADDING_ENTRY) entry.resume()
      else if (name === DATABASE_FILE || name === DRAFTS_FILE || isBlob(name))
        await keep(entry, join(into, name))
      else throw new AppError('backup.damaged', { file })
      hasDatabase ||= name === DATABASE_FILE
    }
    if (hasDatabase === (pages !== undefined)) throw new AppError('backup.damaged', { file })
    return { beside, pages }
  })
}

type Entry = NonNullable<Awaited<ReturnType<ReturnType<Tar[typeof Symbol.asyncIterator]>['next']>>['value']>
type Tar = ReturnType<typeof extract>
type NextEntry = () => Promise<Entry | undefined>

/** Reads a tar, entry by entry. @throws what `read` throws, else what the source does, and the signal's reason */
async function readTar<T>(
  source: AsyncIterable<Uint8Array>,
  signal: AbortSignal,
  read: (next: NextEntry) => Promise<T>,
): Promise<T> {
  const tar = extract()
  const fed = pipeline(source, tar, { signal })
  const entries = tar[Symbol.asyncIterator]()
  const reading = read(async () => {
    const { value } = await entries.next()
    return value
  }).catch((error: unknown) => {
    tar.destroy(error instanceof Error ? error : new Error(String(error)))
    throw error
  })
  // A full disk ends both. The reader knows the reason, whichever of them is told first.
  await Promise.allSettled([reading, fed])
  const done = await reading
  await fed
  return done
}

/** The file's size in bytes. @throws AppError unless it begins and ends like one of ours */
function requireWhole(path: string, file: string): number {
  const [start, end] = [Buffer.alloc(512), Buffer.alloc(END)]
  let size: number
  try {
    size = statSync(path).size
    const handle = openSync(path, 'r')
    try {
      readSync(handle, start, 0, start.length, 0)
      readSync(handle, end, 0, END, Math.max(0, size - END))
    } finally {
      closeSync(handle)
    }
  } catch (cause) {
    throw new AppError('file.unreadable', { file }, { cause })
  }
  if (start.subarray(0, 12).toString('latin1') !== 'backup.json\0')
    throw new AppError('backup.not-a-backup', { file })
  if (end.some((byte) => byte !== 0)) throw new AppError('backup.damaged', { file })
  return size
}

const textOf = async (entry: Readable): Promise<string> => (await bytesIn(entry)).toString('utf8')

async function bytesIn(entry: Readable): Promise<Buffer> {
  const chunks: Uint8Array[] = []
  for await (const chunk of entry) chunks.push(chunk)
  return Buffer.concat(chunks)
}

async function keep(entry: Readable, path: string): Promise<void> {
  try {
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 })
    await pipeline(entry, createWriteStream(path, { mode: 0o600, flags: 'wx', flush: true }))
  } catch (cause) {
    const known = fileError(cause, path)
    throw known instanceof AppError ? known : cause
  }
}
