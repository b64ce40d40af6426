import { join } from 'node:path'
import { blobFiles } from '../blobs/blob-store'
import type { OpenContext } from '../context'
import { requireMeta, writeMeta } from '../db/meta'
import { DATABASE_FILE } from '../db/open'
import { DRAFTS_FILE } from '../drafts/drafts-file'
import { removeNow } from '../files/rename'
import { isoNow } from '../moment'
import { authenticated, keysText } from '../profile/keys-file'
import { believedDigest, knownKeys } from '../profile/known-keys'
import { sealedFor } from '../profile/rotation'
import { type WrittenFile, writeBackupFile } from './backup-file'
import { besideKey, putBlobsBeside } from './blobs-beside'
import { copyUnderKey } from './copy-under-key'
import { withHiddenNames } from './hidden-names'
import type { Pack, PageList } from './page-list'
import { putPagesBeside } from './pages-beside'

/** A backup that is being written, and what opens it. */
export interface BegunBackup {
  readonly file: string
  /** When it was made, ISO 8601. */
  readonly at: string
  /** The key that its database is under; nothing else is. */
  readonly key: Uint8Array
  /** What it shares with other backups, in bytes as it lies there; attachments are none of it. */
  readonly packs: readonly Pick<Pack, 'name' | 'bytes' | 'sha256'>[]
  /** Digest of the file of keys whose people it is sealed for. */
  readonly sealedAfter: string
}

/** The same, written and verified. */
export type MadeBackup = BegunBackup & WrittenFile

/** Backups that share what they have alike. */
interface Shared {
  /** The pages of the one before, where it may be rested on. */
  readonly before: PageList | undefined
  /** More pages than a list may have: then it holds its database whole. Absent: `MOST_PAGES`. */
  readonly mostPages?: number
  /** Hears of the backup before its file can be found, so that none is there that nobody seals anew or removes. */
  readonly begun: (backup: BegunBackup) => void
}

const copiesIn = (profile: string): [database: string, drafts: string] => [
  join(profile, `backup-of-${DATABASE_FILE}`),
  join(profile, `backup-of-${DRAFTS_FILE}`),
]

function sweepCopies(profile: string): void {
  for (const copy of copiesIn(profile)) removeNow(copy)
}

/** Every key that attachments may lie under here, base64. */
const keysOf = ({ dataKey, formerKeys }: OpenContext): string[] =>
  [dataKey, ...formerKeys].map((each) => Buffer.from(each).toString('base64'))

/**
 * Writes a backup of the profile as it is at this moment into a folder, reads it back and compares.
 * @param shared where many backups share what they have alike: attachments and pages of the database then lie beside it. Without, it
 * is one file and whole
 * @throws AppError as `writeBackupFile`, `putBlobsBeside` and `putPagesBeside`, `profile.keys-changed`, and the signal's reason
 */
export async function makeBackup(
  ctx: OpenContext,
  folder: string,
  shared: Shared | null,
): Promise<MadeBackup> {
  const at = isoNow(ctx.clock)
  // Copies of the database and of the drafts at one moment, under a key that only this backup has: who was removed
  // since then opens none that is made later.
  const [copy, drafts] = copiesIn(ctx.profile)
  try {
    sweepCopies(ctx.profile)
    const key = ctx.random.bytes(32)
    const keys = { dataKey: ctx.dataKey, key }
    // Before the pages are read: the copy says it, too.
    const beside = besideKey(ctx).toString('base64')
    const pages = shared && (await putPagesBeside(ctx, folder, shared.before, shared.mostPages))
    if (!pages)
      copyUnderKey(ctx.db, copy, keys, (db) => {
        writeMeta(db, 'formerKeys', keysOf(ctx))
        // Nobody who opens one backup opens the others by it.
        writeMeta(db, 'copies', [])
      })
    copyUnderKey(ctx.drafts, drafts, keys)
    // After the copy of the database: contents only ever come, so every one that it names is among them.
    const names = blobFiles(ctx.profile)
    if (shared) await putBlobsBeside(ctx, folder, names)
    const packs = (pages?.packs ?? []).map(({ name, bytes, sha256 }) => ({ name, bytes, sha256 }))
    // Asked for first: of somebody who is removed meanwhile it must not be said that this backup knows it.
    const sealedAfter = believedDigest(ctx.db)
    const parts = {
      header: {
        format: 2,
        app: ctx.appVersion,
        profile: requireMeta(ctx.db, 'profile'),
        at,
        whole: shared === null,
      },
      keys: await sealedText(ctx, key),
      key,
      database: pages ?? copy,
      drafts,
      blobs: { profile: ctx.profile, names: shared ? [] : names },
      beside: { names: shared ? [...names, ...packs.map(({ name }) => name)] : [], key: beside },
    } as const
    const written = await writeBackupFile(folder, ctx, parts, {
      signal: ctx.signal,
      tell: (done, total) => ctx.emit('progress', { task: 'backup', done, total }),
      beforeName: (file) => shared?.begun({ file, at, key, packs, sealedAfter }),
    })
    return { ...written, at, key, packs, sealedAfter }
  } finally {
    sweepCopies(ctx.profile)
  }
}

/** The file of keys for a backup: its key for everybody who can sign in now, under names that nobody reads. */
export async function sealedText(ctx: OpenContext, key: Uint8Array): Promise<string> {
  const held = await sealedFor(ctx.db, knownKeys(ctx), [key])
  return keysText(authenticated(withHiddenNames(held, key, ctx.random), [key]))
}
