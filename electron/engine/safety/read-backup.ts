import {
  closeSync,
  createReadStream,
  createWriteStream,
  mkdirSync,
  openSync,
  readSync,
  statSync,
} from 'node:fs'
import { basename, dirname, join } from 'node:path'
import type { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { extract } from 'tar-stream'
import { z } from 'zod'
import { AppError } from '../../../shared/errors'
import { BLOB_FOLDER } from '../blobs/blob-store'
import { DATABASE_FILE } from '../db/open'
import { DRAFTS_FILE } from '../drafts/drafts-file'
import { fileError } from '../files/atomic-file'
import { KEYS_FILE, type KeysFile, parseKeys } from '../profile/keys-file'
import { besidePath } from './blobs-beside'
import { counted, type Watched } from './watched'

const blobName = z.string().refine((name) => isBlob(name))

export const backupHeader = z.object({
  format: z.literal(1),
  app: z.string(),
  profile: z.uuid(),
  /** When it was made, ISO 8601. */
  at: z.string(),
  /** Attachments that lie beside it. */
  beside: z.array(blobName).optional(),
})

export interface OpenedBackup {
  readonly header: z.infer<typeof backupHeader>
  readonly keys: KeysFile
  /** The data keys that `unlock` found: the database is under one of them. */
  readonly candidates: readonly Uint8Array[]
}

/** Headers and wrapped keys are smaller, also where a million attachments lie beside. */
const MAX_TEXT = 64 * 1024 * 1024
/** A tar ends with two empty blocks: a file that was cut off has none. */
const END = 1024

/**
 * Unpacks a backup into an empty folder, after `unlock` has found the data keys: without a key nothing is written.
 * @throws AppError `file.unreadable`, `backup.not-a-backup`, `backup.damaged`, `file.no-space`, the signal's
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
  const tar = extract()
  const bytes = counted(createReadStream(path), (done) => tell(done, size))
  const fed = pipeline(bytes, tar, { signal })
  const read = async (): Promise<OpenedBackup> => {
    const entries = tar[Symbol.asyncIterator]()
    const text = async (name: string): Promise<string> => {
      const { value: entry } = await entries.next()
      if (!entry || entry.header.name !== name || (entry.header.size ?? 0) > MAX_TEXT)
        throw new AppError('backup.not-a-backup', { file })
      return textOf(entry)
    }
    const head = backupHeader.parse(JSON.parse(await text('backup.json')))
    const keys = parseKeys(await text(KEYS_FILE))
    if (keys.profile !== head.profile) throw new AppError('backup.damaged', { file })
    const candidates = await unlock(keys)
    let hasDatabase = false
    for (;;) {
      const { value: entry } = await entries.next()
      if (!entry) break
      const { name } = entry.header
      if (name !== DATABASE_FILE && name !== DRAFTS_FILE && !isBlob(name))
        throw new AppError('backup.damaged', { file })
      hasDatabase ||= name === DATABASE_FILE
      await keep(entry, join(into, name))
    }
    if (!hasDatabase) throw new AppError('backup.damaged', { file })
    for (const name of head.beside ?? []) {
      signal.throwIfAborted()
      await keep(createReadStream(besidePath(dirname(path), name)), join(into, name))
    }
    return { header: head, keys, candidates }
  }
  const reading = read().catch((error: unknown) => {
    tar.destroy(error instanceof Error ? error : new Error(String(error)))
    throw error
  })
  // A full disk ends both. The reader knows the reason, whichever of them is told first.
  await Promise.allSettled([reading, fed])
  try {
    const opened = await reading
    await fed
    return opened
  } catch (cause) {
    signal.throwIfAborted()
    throw cause instanceof AppError ? cause : new AppError('backup.damaged', { file }, { cause })
  }
}

const isBlob = (name: string): boolean =>
  name.startsWith(`${BLOB_FOLDER}/`) && /^[0-9a-f]{64}$/.test(name.slice(BLOB_FOLDER.length + 1))

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

async function textOf(entry: Readable): Promise<string> {
  const chunks: Uint8Array[] = []
  for await (const chunk of entry) chunks.push(chunk)
  return Buffer.concat(chunks).toString('utf8')
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
