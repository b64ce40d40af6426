import { createHash, type Hash } from 'node:crypto'
import {
  closeSync,
  createReadStream,
  createWriteStream,
  existsSync,
  fsyncSync,
  openSync,
  renameSync,
  statSync,
} from 'node:fs'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { pack } from 'tar-stream'
import { AppError } from '../../../shared/errors'
import { failedRemoval, fileError, syncFolder } from '../files/atomic-file'

/** What a backup says about itself, as `backup.json` in front: readable without any key. */
export interface BackupHeader {
  readonly format: 1
  readonly app: string
  /** The profile's id. */
  readonly profile: string
  readonly unit: string
  readonly at: string
}

export interface BackupParts {
  readonly header: BackupHeader
  /** The wrapped keys, as they lie beside the database. */
  readonly keys: string
  /** Path of the encrypted copy of the database. */
  readonly database: string
  /** The encrypted attachments: their names inside the profile, and where the profile is. */
  readonly blobs: { readonly profile: string; readonly names: readonly string[] }
}

export interface WrittenFile {
  readonly file: string
  readonly bytes: number
  readonly sha256: string
}

/**
 * Writes the parts as one tar into a folder: temporary file, fsync, rename, then read back and compared.
 * @throws AppError `file.no-space`, `file.unwritable`, `file.verify-failed`
 */
export async function writeBackupFile(
  folder: string,
  date: string,
  parts: BackupParts,
): Promise<WrittenFile> {
  const file = freeName(folder, date)
  const path = join(folder, file)
  const temporary = join(folder, `.${file}.tmp`)
  try {
    const sha256 = await writeTar(temporary, parts)
    renameSync(temporary, path)
    syncFolder(folder)
    if ((await sha256Of(path)) !== sha256) throw new AppError('file.verify-failed', { file })
    return { file, bytes: statSync(path).size, sha256 }
  } catch (cause) {
    throw fileError(cause, path, failedRemoval(temporary))
  }
}

/** `yuanba-备份-2026-11-03.ybk`; a second one of the same day counts on instead of replacing the first. */
function freeName(folder: string, date: string): string {
  for (let count = 1; ; count += 1) {
    const name = `yuanba-备份-${date}${count === 1 ? '' : `-${count}`}.ybk`
    if (!existsSync(join(folder, name))) return name
  }
}

async function writeTar(path: string, { header, keys, database, blobs }: BackupParts): Promise<string> {
  const hash = createHash('sha256')
  const tar = pack()
  const handle = openSync(path, 'w')
  try {
    const output = createWriteStream(path, { fd: handle, autoClose: false })
    const written = pipeline(hashing(tar as AsyncIterable<Buffer>, hash), output)
    tar.entry({ name: 'backup.json' }, `${JSON.stringify(header, null, 2)}\n`)
    tar.entry({ name: 'keys.json' }, keys)
    const addFile = (name: string, from: string): Promise<void> =>
      pipeline(createReadStream(from), tar.entry({ name, size: statSync(from).size }))
    const fill = async (): Promise<void> => {
      await addFile('profile.db', database)
      for (const name of blobs.names) await addFile(name, join(blobs.profile, name))
      tar.finalize()
    }
    await Promise.all([fill(), written])
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
  return hash.digest('hex')
}

async function* hashing(chunks: AsyncIterable<Uint8Array>, hash: Hash): AsyncGenerator<Uint8Array> {
  for await (const chunk of chunks) {
    hash.update(chunk)
    yield chunk
  }
}

async function sha256Of(path: string): Promise<string> {
  const hash = createHash('sha256')
  for await (const chunk of createReadStream(path)) hash.update(chunk)
  return hash.digest('hex')
}
