import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { copiesToKeep } from '../../../shared/backups/keep'
import type { Output, Parsed } from '../../../shared/contract'
import { AppError } from '../../../shared/errors'
import { branchesOf } from '../changes/branches'
import type { OpenContext } from '../context'
import { diskError } from '../db/disk-error'
import { type OwnCopy, readMeta, requireMeta, writeMeta } from '../db/meta'
import { DATABASE_FILE } from '../db/open'
import { fileError } from '../files/atomic-file'
import { removeNow } from '../files/rename'
import { handOutSealed } from '../handout/hand-out'
import { isoNow } from '../moment'
import { believedDigest } from '../profile/known-keys'
import { besideIn, headerOf, replaceKeysIn } from '../safety/backup-file'
import { dropBlobsBeside } from '../safety/blobs-beside'
import type { BesideList } from '../safety/contents'
import { type BegunBackup, makeBackup, sealedText } from '../safety/make-backup'
import type { PageList } from '../safety/page-list'
import { holdings } from '../safety/queries'
import { backupHeader } from '../safety/read-backup'
import { allCopies, copiesIn, isVerified, NOT_VERIFIED, placesNow, roomForCopies } from './places'
import { isDue, noteRehearsal, rehearse, saySpoilt } from './rehearse'
import { copyOnSpoiltPack } from './spoilt-packs'

/**
 * Sees to it that what is here now is in a backup at each place that is there. A place that fails keeps none of the others from
 * theirs. Once a day some of what the copies there rest on is read first, so that the next rests on nothing spoilt. Afterwards what need not be kept goes, what somebody removed could open is sealed anew, and a rehearsal that is due is held.
 * @throws AppError `task.cancelled`
 */
export async function keepCopies(
  ctx: OpenContext,
  { why }: Parsed<'safety.keepCopies'>,
): Promise<Output<'safety.keepCopies'>> {
  const written: string[] = []
  const problems: string[] = []
  const spoilt = readMeta(ctx.db, 'spoiltPlaces') ?? []
  let isAllAsWritten = true
  for (const folder of placesNow(ctx)) {
    try {
      const lost = why === 'daily' ? await copyOnSpoiltPack(ctx, folder) : undefined
      if (lost) {
        ctx.db.transaction(() => noteRehearsal(ctx, lost, false)).immediate()
        isAllAsWritten = false
      }
      const isSpoilt = lost !== undefined || spoilt.includes(folder)
      const file = await keepIn(ctx, folder, { isDaily: why === 'daily', isSpoilt })
      if (isSpoilt) saySpoilt(ctx.db, folder, false)
      if (file !== null) written.push(file)
      await sealAnew(ctx, folder)
      await prune(ctx, folder)
    } catch (error) {
      ctx.signal.throwIfAborted()
      problems.push(codeOf(error, folder))
    }
  }
  return { written, problems, rehearsal: isAllAsWritten ? await rehearse(ctx) : false }
}

/**
 * A copy is small: attachments lie beside the copies once, and so do the pages of the database that several of them have alike
 * (safety/pages-beside.ts). Measured on a database of 46 MB that grew to 57 in 250 days, and had 16 new records and five edits each day.
 * Half the days wrote less than 1.5 MB, and one in twenty more than 6.3. The year wrote 0.6 GB, where whole copies wrote 12. At its end
 * twenty copies took 222 MB instead of 1 049.
 * Each copy has a key of its own all the same, because somebody may be removed between two of them. After an erasure, or with
 * another data key, the next copy rests on none before it.
 * @returns the file, or null where none is due or the newest says all of it
 */
async function keepIn(
  ctx: OpenContext,
  folder: string,
  { isDaily, isSpoilt }: { readonly isDaily: boolean; readonly isSpoilt: boolean },
): Promise<string | null> {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const copies = copiesIn(ctx.db, folder)
  const newest = copies.at(-1)
  // Both from before any page is read: what is erased meanwhile is in the copy.
  const [state, erased] = [stateOf(ctx), erasures(ctx)]
  const today = isoNow(ctx.clock).slice(0, 10)
  const isToday = newest !== undefined && isVerified(newest) && newest.at.slice(0, 10) === today
  // A rehearsal compares figures with a copy of now; with an older one of the same day it could not.
  const isHere = newest?.state === state || (isDaily && isToday && !isDue(ctx, folder))
  if (isHere && !isSpoilt) return null
  const before = isSpoilt ? undefined : await pagesOf(newest, erased)
  const taken = takenBy(copies)
  // The newest one stays whatever it takes, but it must not fill the disk.
  if (statSync(join(ctx.profile, DATABASE_FILE)).size > 4 * roomForCopies(folder, taken))
    throw new AppError('file.no-space', { file: '' })
  const copyOf = (begun: BegunBackup): OwnCopy => ({
    file: begun.file,
    folder,
    at: begun.at,
    bytes: 0,
    packs: [...begun.packs],
    state: NOT_VERIFIED,
    erased,
    key: Buffer.from(begun.key).toString('base64'),
    sealedAfter: begun.sealedAfter,
  })
  const made = await handOutSealed(
    ctx,
    'safety.backup',
    () => makeBackup(ctx, folder, { before, begun: (backup) => keepInMind(ctx, copyOf(backup)) }),
    (backup) => {
      const { file, sha256, at, bytes } = backup
      keepInMind(ctx, { ...copyOf(backup), bytes, state })
      writeMeta(ctx.db, 'lastBackup', at)
      return { file, sha256 }
    },
  )
  return made.file
}

/** Says the same of the copy from now on, whatever was said of it before. */
function keepInMind({ db }: OpenContext, copy: OwnCopy): void {
  // The window and the worker both write this list.
  db.transaction(() => {
    writeMeta(db, 'copies', [...allCopies(db).filter((other) => !isSame(other, copy)), copy])
  }).immediate()
}

/**
 * The pages of a copy that the next one may rest on. One from before an erasure holds what must be gone; one that does not read is told
 * of by the rehearsal, and must not keep the next from being made.
 */
async function pagesOf(copy: OwnCopy | undefined, erased: number): Promise<PageList | undefined> {
  if (copy === undefined || copy.erased !== erased) return undefined
  const { folder, file, key } = copy
  const beside = await besideIn(join(folder, file), Buffer.from(key, 'base64')).catch(() => undefined)
  return beside?.pages
}

/** In bytes: what copies take, each pack that they share once. */
const takenBy = (copies: readonly OwnCopy[]): number =>
  copies.reduce((sum, { bytes }) => sum + bytes, 0) +
  [...new Map(copies.flatMap(({ packs }) => packs.map(({ name, bytes }) => [name, bytes]))).values()].reduce(
    (sum, bytes) => sum + bytes,
    0,
  )

/**
 * A digest of everything that a backup would hold: the log's tips, people and keys, drafts. Sign-ins are none of it: whoever only
 * looked has changed nothing.
 */
function stateOf(ctx: OpenContext): string {
  const said = [
    branchesOf(ctx.db).map(({ site, scope, branch, hash, counts_to }) => [
      site,
      scope,
      branch,
      hash,
      counts_to,
    ]),
    believedDigest(ctx.db),
    holdings.one(ctx.drafts, 'drafts'),
    erasures(ctx),
  ]
  return createHash('sha256').update(JSON.stringify(said)).digest('hex')
}

/** Whether the newest backup at one of the places holds all that is here now. */
export function isCopied(ctx: OpenContext): boolean {
  const state = stateOf(ctx)
  return placesNow(ctx).some((folder) => copiesIn(ctx.db, folder).at(-1)?.state === state)
}

const erasures = (ctx: OpenContext): number => holdings.one<{ count: number }>(ctx.db, 'erased')?.count ?? 0

/** A backup from before somebody was removed, or has another passphrase, opens for those who may come in now. */
async function sealAnew(ctx: OpenContext, folder: string): Promise<void> {
  const believed = believedDigest(ctx.db)
  for (const copy of copiesIn(ctx.db, folder)) {
    if (copy.sealedAfter === believed) continue
    ctx.signal.throwIfAborted()
    const text = await sealedText(ctx, Buffer.from(copy.key, 'base64'))
    const path = join(folder, copy.file)
    // Without room for more people it goes: somebody who must not could open it.
    if (!replaceKeysIn(path, text)) removeNow(path)
    const sealed = (each: OwnCopy): OwnCopy =>
      isSame(each, copy) ? { ...each, sealedAfter: believed } : each
    ctx.db.transaction(() => writeMeta(ctx.db, 'copies', allCopies(ctx.db).map(sealed))).immediate()
  }
}

const isSame = (a: OwnCopy, b: OwnCopy): boolean => a.file === b.file && a.folder === b.folder

/** Removes what need not be kept, and what holds values that were erased since. */
async function prune(ctx: OpenContext, folder: string): Promise<void> {
  const copies = copiesIn(ctx.db, folder)
  const taken = takenBy(copies)
  const lawful = copies.filter(({ erased }) => erased === erasures(ctx))
  const kept = copiesToKeep(lawful, roomForCopies(folder, taken))
  const gone = copies.filter((copy) => !kept.includes(copy))
  for (const { file } of gone) removeNow(join(folder, file))
  const others = allCopies(ctx.db).filter((copy) => copy.folder !== folder)
  writeMeta(ctx.db, 'copies', [...others, ...kept])
  if (gone.length > 0) await dropUnnamed(folder, requireMeta(ctx.db, 'profile'), kept)
}

/**
 * Removes the attachments and pages that none of these backups names. Better too many than one too few: one that does not read keeps all, and
 * so does one of this profile under another key, which a restore has left here. One that is whole needs nothing from here.
 */
async function dropUnnamed(folder: string, profile: string, kept: readonly OwnCopy[]): Promise<void> {
  const ours = new Set(kept.map(({ file }) => file))
  const isOther = (name: string): boolean => {
    if (!name.endsWith('.ybk') || ours.has(name)) return false
    const header = backupHeader.safeParse(headerOf(join(folder, name))).data
    return header?.profile === profile && !header.whole
  }
  if (readdirSync(folder).some(isOther)) return
  const named: BesideList[] = []
  for (const { file, key } of kept) {
    const beside = await besideIn(join(folder, file), Buffer.from(key, 'base64')).catch(() => undefined)
    if (beside === undefined) return
    named.push(beside)
  }
  dropBlobsBeside(folder, profile, named)
}

function codeOf(error: unknown, folder: string): string {
  const known = error instanceof AppError ? error : (diskError(error) ?? fileError(error, folder))
  if (known instanceof AppError) return known.code
  throw error
}

/** Whether what somebody could open who may no longer come in is sealed anew everywhere that can be reached. */
export async function sealAllAnew(ctx: OpenContext): Promise<void> {
  if ((readMeta(ctx.db, 'copies') ?? []).length === 0) return
  for (const folder of placesNow(ctx)) if (existsSync(folder)) await sealAnew(ctx, folder)
}
