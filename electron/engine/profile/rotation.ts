import { existsSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { types } from 'node:util'
import { appendAudit } from '../audit'
import type { EngineContext, OpenContext, ReadDb, WriteDb } from '../context'
import { dropMeta, readMeta, requireMeta, writeMeta } from '../db/meta'
import { removeOlderCopies } from '../db/older-copies'
import { DATABASE_FILE, openCopy, openForReading, opensWith, rekeyCopy } from '../db/open'
import { syncFile, syncFolder } from '../files/atomic-file'
import { moveFileNow, removeFolderNow, removeNow } from '../files/rename'
import { isoNow } from '../moment'
import type { OpenProfile, WorkBeside } from '../session'
import { newSiteKeys } from '../sites/keys'
import { renewSite } from '../streams/renew'
import { sealKeys } from './holder'
import { asksOf, authenticated, digestOf, type HeldKeys, type KeysFile, writeKeys } from './keys-file'
import { believe, isBetweenFiles, knownKeys, replaceKeys } from './known-keys'
import { openProfile } from './profile'
import { allUsers, removeUser } from './queries'

/** The copy under the new key, until it takes the database's place. What a crash leaves of it is worth nothing. */
const COPY_FILE = 'rekeyed.db'

/** The moments between which the power may go; tests look at the disk in each. */
export type RotationStep = 'copied' | 'rekeyed' | 'announced' | 'closed' | 'swapped' | 'settled'

/** A new data key, and the file of keys before, during and after the change. */
export interface NewKey {
  readonly key: Uint8Array
  readonly before: KeysFile
  /** Says the new key and the old one, for the moment in which the database may be under either. */
  readonly both: KeysFile
  readonly after: KeysFile
  /** Digests of those that the database under the new key believes. */
  readonly keysFiles: readonly string[]
}

/**
 * Makes a new data key and encrypts it to everybody who can still sign in and to the recovery key: no passphrase is needed.
 * @throws AppError `profile.keys-changed`, and as `readKeys`
 */
export async function makeNewKey(ctx: EngineContext, open: OpenKeys): Promise<NewKey> {
  const before = knownKeys({ ...open, profile: ctx.profile })
  const key = ctx.random.bytes(32)
  const both = await sealedFor(open.db, before, [key, open.dataKey])
  const after = await sealedFor(open.db, before, [key])
  return { key, before, both, after, keysFiles: [both, after].map(digestOf) }
}

/** A profile as far as its keys go. */
type OpenKeys = Pick<OpenProfile, 'db' | 'dataKey'>

/** The file of keys with these data keys in it, for everybody whom the database knows. */
export async function sealedFor(
  db: ReadDb,
  held: HeldKeys,
  dataKeys: readonly Uint8Array[],
): Promise<KeysFile> {
  const known = new Set(allUsers(db).map(({ name }) => name))
  const users = held.users
    .filter(({ name }) => known.has(name))
    .map(async (holder) => ({ ...holder, sealed: await sealKeys(holder.recipient, dataKeys) }))
  const recipient = requireMeta(db, 'recoveryRecipient')
  const recovery = await sealKeys(recipient, dataKeys)
  const asks = asksOf(requireMeta(db, 'site'), recipient)
  return authenticated({ profile: held.profile, users: await Promise.all(users), recovery, asks }, dataKeys)
}

/** What has become of a profile whose key was to change: opened anew, or, where something failed, under the old key as before. */
export interface Changed {
  readonly profile: OpenProfile
  readonly rekeyed: boolean
}

type Step = (done: RotationStep) => void

const unwatched: Step = () => undefined

/**
 * Puts the database under the new key, in four steps:
 * - a copy is encrypted anew and checked;
 * - `keys.json` says both keys;
 * - the copy takes the database's place in one rename;
 * - `keys.json` says the new key alone.
 * So at every moment the file of keys opens the database that lies there. Until the copy is found whole the database stays as it is:
 * no other copy is made before, because one under the old key would open for whoever must not come in. Waits for nothing: nobody else may use the
 * profile meanwhile. Why something failed stands in the log.
 */
export function changeDataKey(
  ctx: EngineContext,
  open: OpenProfile,
  next: NewKey,
  step: Step = unwatched,
): Changed {
  try {
    makeRekeyedCopy(ctx, open, next, step)
  } catch (error) {
    notChanged(ctx, error)
    return { profile: open, rekeyed: false }
  }
  return putCopyInPlace(ctx, open, next, step)
}

/** The last three steps of `changeDataKey`, which take a moment; nothing was written since `makeRekeyedCopy`. */
export function putCopyInPlace(
  ctx: EngineContext,
  open: OpenProfile,
  next: NewKey,
  step: Step = unwatched,
): Changed {
  const path = join(ctx.profile, DATABASE_FILE)
  const copy = join(ctx.profile, COPY_FILE)
  let isSwapped = false
  try {
    open.db.transaction(() => believe(open.db, [next.before, next.both])).immediate()
    writeKeys(ctx.profile, next.both)
    step('announced')
    closeDatabase(open.db, path)
    // The old log is gone for good before another database has its name.
    syncFolder(ctx.profile)
    step('closed')
    moveFileNow(copy, path)
    isSwapped = true
    syncFolder(ctx.profile)
    step('swapped')
    writeKeys(ctx.profile, next.after)
    step('settled')
    removeOlderCopies(ctx.profile)
  } catch (error) {
    notChanged(ctx, error, isSwapped)
  }
  if (open.db.open) return { profile: open, rekeyed: false }
  // Opened under another key of the database, it is encrypted anew (drafts/drafts-file.ts).
  open.drafts.close()
  const key = isSwapped ? next.key : open.dataKey
  return { profile: openProfile(ctx, open.user.name, key, open.lock), rekeyed: isSwapped }
}

/** What `keys.json` says too much is put right at the next sign-in. */
export function notChanged({ log, profile }: EngineContext, error: unknown, isSwapped = false): void {
  // Never the message: it may hold a path.
  log.error('the data key was not changed to the end', {
    kind: types.isNativeError(error) ? error.name : typeof error,
    swapped: isSwapped ? 1 : 0,
  })
  removeFolderNow(join(profile, COPY_FILE))
}

/**
 * After a replacement that was interrupted: the file says the one key that opens the database, to everybody whom the
 * database knows, and whoever has no key any more is no user. The site has other keys then, as after any removal: the removal that
 * was interrupted did not come to that, or somebody came in beside a file that nobody believes (recover.ts).
 * @throws AppError `profile.keys-changed`, `file.unwritable`
 */
export async function settleKeys(of: OpenContext): Promise<void> {
  const { db, dataKey } = of
  const now = knownKeys(of)
  const held = new Set(now.users.map(({ name }) => name))
  const gone = allUsers(db).filter(({ name }) => !held.has(name))
  const isSettled = now.macs.length === 1 && gone.length === 0 && held.size === allUsers(db).length
  if (isSettled) {
    if (isBetweenFiles(db)) db.transaction(() => believe(db, [now])).immediate()
    return
  }
  const settled = await sealedFor(db, now, [dataKey])
  const siteKeys = await newSiteKeys()
  replaceKeys(
    of,
    () => settled,
    () => {
      if (gone.length > 0) renewSite(of, siteKeys, { rewound: false, reason: '人员离开，已换新密钥' })
      for (const { name } of gone) removeUser(db, name, isoNow(of.clock))
    },
  )
}

/** Of the keys that a person holds, the one that opens the database; `undefined` when none does. */
export function keyThatOpens(profile: string, candidates: readonly Uint8Array[]): Uint8Array | undefined {
  const [only, ...others] = candidates
  if (others.length === 0) return only
  return candidates.find((key) => opensWith(join(profile, DATABASE_FILE), key))
}

/** Removes what an interrupted change of the key left; called when nobody changes it. */
export function sweepCopy(profile: string): void {
  for (const suffix of ['', '-journal']) removeNow(join(profile, COPY_FILE + suffix))
}

/**
 * The first and long step of `changeDataKey`: the database as it will be, beside it, checked. It only reads; what is written
 * until the copy is in its place would be lost.
 */
export function makeRekeyedCopy(
  ctx: Pick<EngineContext, 'profile' | 'clock'>,
  open: Pick<OpenProfile, 'db' | 'dataKey' | 'user'>,
  { key, keysFiles }: Pick<WorkBeside, 'key' | 'keysFiles'>,
  step: Step = unwatched,
): void {
  const copy = join(ctx.profile, COPY_FILE)
  sweepCopy(ctx.profile)
  open.db.prepare('VACUUM INTO ?').run(copy)
  step('copied')
  const db = openCopy(copy, open.dataKey)
  try {
    db.transaction(() => {
      const former = [Buffer.from(open.dataKey).toString('base64'), ...(readMeta(db, 'formerKeys') ?? [])]
      writeMeta(db, 'formerKeys', former)
      writeMeta(db, 'rekeyDue', false)
      dropMeta(db, 'besideKey')
      writeMeta(db, 'keysFiles', [...keysFiles])
      appendAudit(db, { at: isoNow(ctx.clock), user: open.user.name, action: 'profile.rekey', detail: {} })
    }).immediate()
    rekeyCopy(db, key)
  } finally {
    db.close()
  }
  requireWhole(open.db, copy, key)
  syncFile(copy)
  step('rekeyed')
}

/** Every page of the copy is read, which also checks its authentication, and it holds as many rows as the original. */
function requireWhole(original: ReadDb, copy: string, key: Uint8Array): void {
  const db = openForReading(copy, key)
  try {
    if (db.pragma('quick_check', { simple: true }) !== 'ok') throw new Error('the copy is damaged')
    const count =
      'SELECT (SELECT count(*) FROM changes) AS changes, (SELECT count(*) FROM records) AS records'
    const [wanted, found] = [original, db].map((of) => JSON.stringify(of.prepare(count).get()))
    if (wanted !== found) throw new Error('the copy is not whole')
  } finally {
    db.close()
  }
}

/** A log that stayed behind would be played into the next database of this name. @throws Error when one does */
function closeDatabase(db: WriteDb, path: string): void {
  db.pragma('wal_checkpoint(TRUNCATE)')
  db.close()
  const log = `${path}-wal`
  if (existsSync(log) && statSync(log).size > 0) throw new Error('the write-ahead log is still in use')
  for (const suffix of ['-wal', '-shm']) removeNow(path + suffix)
}
