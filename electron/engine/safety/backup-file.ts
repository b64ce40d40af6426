import {
  closeSync,
  constants,
  copyFileSync,
  createReadStream,
  fsyncSync,
  openSync,
  readSync,
  statSync,
  writeSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import { type TarEntry, tarOf } from '../bundle/pack'
import { DATABASE_FILE } from '../db/open'
import { DRAFTS_FILE } from '../drafts/drafts-file'
import { failedRemoval, fileError, syncFolder } from '../files/atomic-file'
import { codedName } from '../files/coded-name'
import { type Leaver, leaving } from '../files/leaving'
import { moveFileNow, removeNow } from '../files/rename'
import { bytesOf, type VerifiedFile, writeVerified } from '../files/verified-file'
import { KEYS_FILE } from '../profile/keys-file'
import {
  BESIDE_ENTRY,
  type BesideList,
  besideList,
  CONTENTS_ENTRY,
  openedContents,
  sealedContents,
} from './contents'
import { PAGES_ENTRY, type PageList, pageListBytes, readPageList } from './page-list'
import { counted, type Watched } from './watched'

/** What a backup says about itself, as `backup.json` in front: readable without any key. */
export interface BackupHeader {
  readonly format: 2
  readonly app: string
  /** The profile's id. */
  readonly profile: string
  readonly at: string
  /** Nothing of it lies beside it, so that whoever tidies up there need not open it. */
  readonly whole: boolean
}

export interface BackupParts {
  readonly header: BackupHeader
  /** The wrapped keys, as they lie beside the database. */
  readonly keys: string
  /** The key of its database, which the contents are under too. */
  readonly key: Uint8Array
  /** Path of the encrypted copy of the database, or where its pages lie beside the backup. */
  readonly database: string | PageList
  /** Path of the encrypted copy of the file of drafts. */
  readonly drafts: string
  /** The encrypted attachments: their names inside the profile, and where the profile is. */
  readonly blobs: { readonly profile: string; readonly names: readonly string[] }
  /** What lies beside it. */
  readonly beside: BesideList
}

export interface WrittenFile extends VerifiedFile {
  readonly file: string
}

interface Writing extends Watched {
  /** Hears the file's name before the file has it: what must be known of a backup however the power goes. */
  readonly beforeName: (file: string) => void
}

/**
 * Writes the parts as one tar into a folder, whole or not at all, then reads it back and compares.
 * In it are `backup.json`, the wrapped keys in a room that others fit into as well, and `contents.age`, a tar of all the rest.
 * Who has no key learns the length of that tar alone, which is one of Padmé's: not how many attachments there are, nor how large.
 * To seal it anew for other people changes neither the contents nor the length.
 * A backup that does not read as it was written does not stay, or a person would trust it.
 * @throws AppError `file.no-space`, `file.too-large`, `file.unwritable`, `file.verify-failed`, and the signal's reason
 */
export async function writeBackupFile(
  folder: string,
  ctx: Leaver,
  parts: BackupParts,
  { signal, tell, beforeName }: Writing,
): Promise<WrittenFile> {
  const file = codedName(ctx.random, folder, 'ybk')
  const now = ctx.clock.now()
  const entries = await entriesOf(parts, now)
  const total = entries.reduce((sum, { size }) => sum + size, 0)
  const tar = counted(tarOf(entries, now), (done) => tell(Math.min(done, total), total))
  const path = join(folder, file)
  const limits = { signal, beforeName: () => beforeName(file) }
  return { file, ...(await leaving(ctx, path, () => writeVerified(path, tar, limits))) }
}

/** Bytes that a file of keys has room for: another one can take its place without moving what follows. */
const KEYS_ROOM = 64 * 1024

/** White space behind JSON is nothing. */
function roomy(text: string): string {
  const size = Buffer.byteLength(text)
  return text + ' '.repeat(Math.ceil(size / KEYS_ROOM) * KEYS_ROOM - size)
}

const BLOCK = 512
const inBlocks = (bytes: number): number => Math.ceil(bytes / BLOCK) * BLOCK

/**
 * Puts another file of keys into a backup, whole or not at all. @returns false where it has no room: nothing is changed then
 * @throws AppError `file.unwritable`, `file.no-space`
 */
export function replaceKeysIn(path: string, keys: string): boolean {
  const temporary = `${path}.tmp`
  try {
    copyFileSync(path, temporary, constants.COPYFILE_FICLONE)
    const file = openSync(temporary, 'r+')
    try {
      const head = Buffer.alloc(BLOCK)
      readSync(file, head, 0, BLOCK, 0)
      const at = BLOCK + inBlocks(sizeIn(head))
      readSync(file, head, 0, BLOCK, at)
      const text = Buffer.from(roomy(keys))
      if (nameIn(head) !== KEYS_FILE || sizeIn(head) !== text.length) {
        removeNow(temporary)
        return false
      }
      for (let done = 0; done < text.length; )
        done += writeSync(file, text, done, text.length - done, at + BLOCK + done)
      fsyncSync(file)
    } finally {
      closeSync(file)
    }
    moveFileNow(temporary, path)
    syncFolder(dirname(path))
    return true
  } catch (cause) {
    throw fileError(cause, path, failedRemoval(temporary))
  }
}

/** Of a tar's entry: its name, and its size in bytes. */
const nameIn = (head: Buffer): string => head.toString('utf8', 0, 100).replace(/\0.*$/s, '')
const sizeIn = (head: Buffer): number => Number.parseInt(head.toString('latin1', 124, 136), 8)

/** What a backup says about itself, without any key; `undefined` for a file that is none. */
export function headerOf(path: string): unknown {
  const file = openSync(path, 'r')
  try {
    const head = Buffer.alloc(BLOCK)
    readSync(file, head, 0, BLOCK, 0)
    const size = sizeIn(head)
    if (nameIn(head) !== 'backup.json' || !(size < MOST_HEADER)) return undefined
    const text = Buffer.alloc(size)
    readSync(file, text, 0, size, BLOCK)
    return JSON.parse(text.toString('utf8'))
  } finally {
    closeSync(file)
  }
}
/** In bytes; ours are some hundred. */
const MOST_HEADER = 64 * 1024

/** Where the contents lie in a backup, in bytes. */
function contentsIn(path: string): { readonly start: number; readonly end: number } {
  const file = openSync(path, 'r')
  try {
    const head = Buffer.alloc(BLOCK)
    let at = 0
    for (;;) {
      if (readSync(file, head, 0, BLOCK, at) < BLOCK) throw new RangeError('no contents')
      const [start, size] = [at + BLOCK, sizeIn(head)]
      if (nameIn(head) === CONTENTS_ENTRY) return { start, end: start + size - 1 }
      at = start + inBlocks(size)
    }
  } finally {
    closeSync(file)
  }
}

/** What a backup says of what lies beside it. */
interface Beside extends BesideList {
  readonly pages: PageList | undefined
}

/** What lies beside a backup. Of its contents only the beginning is read. @throws Error where it does not read */
export async function besideIn(path: string, key: Uint8Array): Promise<Beside> {
  const source = openedContents(createReadStream(path, contentsIn(path)), [key])
  let held = Buffer.alloc(0)
  const first = async (size: number): Promise<Buffer> => {
    while (held.length < size) {
      const { value } = await source.next()
      if (!value) throw new RangeError('the contents are not whole')
      held = Buffer.concat([held, value])
    }
    return held
  }
  try {
    let at = 0
    const entry = async (wanted: string): Promise<Buffer | undefined> => {
      const header = (await first(at + BLOCK)).subarray(at)
      if (nameIn(header) !== wanted) return undefined
      const [from, size] = [at + BLOCK, sizeIn(header)]
      at = from + inBlocks(size)
      return (await first(at)).subarray(from, from + size)
    }
    const told = await entry(BESIDE_ENTRY)
    const said = told ? besideList.parse(JSON.parse(told.toString('utf8'))) : { names: [], key: '' }
    const list = await entry(PAGES_ENTRY)
    return { ...said, pages: list && readPageList(list) }
  } finally {
    await source.return(undefined)
  }
}

async function entriesOf(parts: BackupParts, now: number): Promise<TarEntry[]> {
  const { header, keys, key, database, drafts, blobs, beside } = parts
  const bytes = (name: string, content: Buffer): TarEntry => ({
    name,
    size: content.length,
    content: [content],
  })
  const text = (name: string, content: string): TarEntry => bytes(name, Buffer.from(content))
  const fromFile = (name: string, path: string): TarEntry => ({
    name,
    size: statSync(path).size,
    content: bytesOf(path),
  })
  const contents = [
    ...(beside.names.length > 0 ? [text(BESIDE_ENTRY, JSON.stringify(beside))] : []),
    typeof database === 'string'
      ? fromFile(DATABASE_FILE, database)
      : bytes(PAGES_ENTRY, pageListBytes(database)),
    fromFile(DRAFTS_FILE, drafts),
    ...blobs.names.map((name) => fromFile(name, join(blobs.profile, name))),
  ]
  return [
    text('backup.json', `${JSON.stringify(header, null, 2)}\n`),
    text(KEYS_FILE, roomy(keys)),
    await sealedContents(contents, key, now),
  ]
}
