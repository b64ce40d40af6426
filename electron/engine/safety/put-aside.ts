import { existsSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { BLOB_FOLDER } from '../blobs/blob-store'
import { DATABASE_FILE, DATABASE_SUFFIXES } from '../db/open'
import { DRAFTS_FILE } from '../drafts/drafts-file'
import { syncFolder } from '../files/atomic-file'
import { moveFileNow, removeFolderNow } from '../files/rename'
import { KEYS_FILE } from '../profile/keys-file'

/** What makes a profile. The keys go first and come back last: without them nobody takes what is there for a profile that is whole. */
const parts = [
  KEYS_FILE,
  ...[DATABASE_FILE, DRAFTS_FILE].flatMap((file) => DATABASE_SUFFIXES.map((suffix) => file + suffix)),
  BLOB_FOLDER,
]

/**
 * Moves what makes the profile into a folder of its own inside it; nothing is deleted. This is the copy from before a restore: it
 * takes no room of its own. How long it stays, profile/old-keys.ts says.
 * `now` in ms since 1970. @returns its name
 */
export function putAside(profile: string, now: number): string {
  let stamp = now
  while (existsSync(join(profile, `aside-${stamp}`))) stamp += 1
  const aside = `aside-${stamp}`
  mkdirSync(join(profile, aside), { mode: 0o700 })
  move(profile, join(profile, aside))
  syncFolder(profile)
  return aside
}

/** The same back again, in the place of whatever lies there now. */
export function putBack(profile: string, aside: string): void {
  for (const part of parts) removeFolderNow(join(profile, part))
  move(join(profile, aside), profile, parts.toReversed())
  removeFolderNow(join(profile, aside))
  syncFolder(profile)
}

function move(from: string, to: string, inOrder: readonly string[] = parts): void {
  for (const part of inOrder) if (existsSync(join(from, part))) moveFileNow(join(from, part), join(to, part))
}
