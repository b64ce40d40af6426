import { existsSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { bytesOf, type TarEntry, tarOf, writeVerified } from '../sync/pack'

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
 * Writes the parts as one tar into a folder, whole or not at all, then reads it back and compares.
 * @throws AppError as `writeVerified`, and `file.unreadable` for a part that can not be read
 */
export async function writeBackupFile(
  folder: string,
  date: string,
  { header, keys, database, blobs }: BackupParts,
): Promise<WrittenFile> {
  const file = freeName(folder, date)
  const entries = [
    textEntry('backup.json', `${JSON.stringify(header, null, 2)}\n`),
    textEntry('keys.json', keys),
    fileEntry('profile.db', database),
    ...blobs.names.map((name) => fileEntry(name, join(blobs.profile, name))),
  ]
  return { file, ...(await writeVerified(join(folder, file), tarOf(entries, Date.parse(header.at)))) }
}

function textEntry(name: string, text: string): TarEntry {
  const content = Buffer.from(text)
  return { name, size: content.length, content: [content] }
}

/** Opened when its turn comes: a profile has thousands of attachments. */
const fileEntry = (name: string, path: string): TarEntry => ({
  ...{ name, size: statSync(path).size, content: bytesOf(path) },
})

/** `yuanba-备份-2026-11-03.ybk`; a second one of the same day counts on instead of replacing the first. */
function freeName(folder: string, date: string): string {
  for (let count = 1; ; count += 1) {
    const name = `yuanba-备份-${date}${count === 1 ? '' : `-${count}`}.ybk`
    if (!existsSync(join(folder, name))) return name
  }
}
