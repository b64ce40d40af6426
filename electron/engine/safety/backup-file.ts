import { statSync } from 'node:fs'
import { join } from 'node:path'
import { type TarEntry, tarOf } from '../bundle/pack'
import type { Random } from '../context'
import { DATABASE_FILE } from '../db/open'
import { DRAFTS_FILE } from '../drafts/drafts-file'
import { codedName } from '../files/coded-name'
import { bytesOf, type VerifiedFile, writeVerified } from '../files/verified-file'
import { KEYS_FILE } from '../profile/keys-file'
import { counted, type Watched } from './watched'

/** What a backup says about itself, as `backup.json` in front: readable without any key. */
export interface BackupHeader {
  readonly format: 1
  readonly app: string
  /** The profile's id. */
  readonly profile: string
  readonly at: string
}

export interface BackupParts {
  readonly header: BackupHeader
  /** The wrapped keys, as they lie beside the database. */
  readonly keys: string
  /** Path of the encrypted copy of the database. */
  readonly database: string
  /** Path of the encrypted copy of the file of drafts. */
  readonly drafts: string
  /** The encrypted attachments: their names inside the profile, and where the profile is. */
  readonly blobs: { readonly profile: string; readonly names: readonly string[] }
}

export interface WrittenFile extends VerifiedFile {
  readonly file: string
}

/**
 * Writes the parts as one tar into a folder, whole or not at all, then reads it back and compares.
 * A backup that does not read as it was written does not stay, or a person would trust it. `now` in ms since 1970.
 * @throws AppError `file.no-space`, `file.too-large`, `file.unwritable`, `file.verify-failed`, and the signal's reason
 */
export async function writeBackupFile(
  folder: string,
  { random, now }: { readonly random: Random; readonly now: number },
  parts: BackupParts,
  { signal, tell }: Watched,
): Promise<WrittenFile> {
  const file = codedName(random, folder, 'ybk')
  const entries = entriesOf(parts)
  const total = entries.reduce((sum, { size }) => sum + size, 0)
  const tar = counted(tarOf(entries, now), (done) => tell(Math.min(done, total), total))
  return { file, ...(await writeVerified(join(folder, file), tar, { signal })) }
}

function entriesOf({ header, keys, database, drafts, blobs }: BackupParts): TarEntry[] {
  const text = (name: string, content: string): TarEntry => {
    const bytes = Buffer.from(content)
    return { name, size: bytes.length, content: [bytes] }
  }
  const fromFile = (name: string, path: string): TarEntry => ({
    name,
    size: statSync(path).size,
    content: bytesOf(path),
  })
  return [
    text('backup.json', `${JSON.stringify(header, null, 2)}\n`),
    text(KEYS_FILE, keys),
    fromFile(DATABASE_FILE, database),
    fromFile(DRAFTS_FILE, drafts),
    ...blobs.names.map((name) => fromFile(name, join(blobs.profile, name))),
  ]
}
