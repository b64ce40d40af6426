import { existsSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { types } from 'node:util'
import { appendAudit } from '../audit'
import type { EngineContext, ReadDb, WriteDb } from '../context'
import { readMeta, requireMeta, writeMeta } from '../db/meta'
import { DATABASE_FILE, openCopy, openForReading, opensWith, rekeyCopy } from '../db/open'
import { syncFile, syncFolder } from '../files/atomic-file'
import { moveFileNow } from '../files/rename'
import { isoNow } from '../moment'
import type { OpenProfile } from '../session'
import { sealKeys } from './holder'
import { type KeysFile, readKeys, writeKeys } from './keys-file'
import { openProfile } from './profile'
import { recipientsOf } from './queries'

/** The copy under the new key, until it takes the database's place. What a crash leaves of it is worth nothing. */
const COPY_FILE = 'rekeyed.db'

/** The moments between which the power may go; tests look at the disk in each. */
export type RotationStep = 'copied' | 'rekeyed' | 'announced' | 'closed' | 'swapped' | 'settled'

/** A new data key and what it looks like for everybody who gets it: age recipient → sealed keys. */
export interface NewKey {
  readonly key: Uint8Array
  /** The new key and the old one, for the moment in which the database may be under either. */
  readonly both: ReadonlyMap<string, string>
  readonly only: ReadonlyMap<string, string>
  readonly recovery: { readonly both: string; readonly only: string }
}

/**
 * Makes a new data key and encrypts it to everybody who can still sign in and to the recovery key: no passphrase is needed.
 * @returns those who have to sign in once before, because no public key of theirs is known that the database vouches for
 */
export async function makeNewKey(
  ctx: EngineContext,
  db: ReadDb,
  dataKey: Uint8Array,
): Promise<NewKey | { readonly waitingFor: readonly string[] }> {
  const recovery = requireMeta(db, 'recoveryRecipient')
  const { recipients, waitingFor } = vouchedFor(readKeys(ctx.profile), recipientsOf(db))
  if (waitingFor.length > 0) return { waitingFor }
  const key = ctx.random.bytes(32)
  const [both, only] = [[key, dataKey], [key]]
  return {
    key,
    both: await sealAll(recipients, both),
    only: await sealAll(recipients, only),
    recovery: { both: await sealKeys(recovery, both), only: await sealKeys(recovery, only) },
  }
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
 * So at every moment the file of keys opens the database that lies there. Waits for nothing: nobody else may use the
 * profile meanwhile. Why something failed stands in the log.
 */
export function changeDataKey(
  ctx: EngineContext,
  open: OpenProfile,
  next: NewKey,
  step: Step = unwatched,
): Changed {
  try {
    makeRekeyedCopy(ctx, open, next.key, step)
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
  const before = readKeys(ctx.profile)
  let isSwapped = false
  try {
    const announced = withKeys(before, next.both, next.recovery.both)
    writeKeys(ctx.profile, announced)
    step('announced')
    closeDatabase(open.db, path)
    // The old log is gone for good before another database has its name.
    syncFolder(ctx.profile)
    step('closed')
    moveFileNow(copy, path)
    isSwapped = true
    syncFolder(ctx.profile)
    step('swapped')
    writeKeys(ctx.profile, withKeys(before, next.only, next.recovery.only))
    step('settled')
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
  rmSync(join(profile, COPY_FILE), { force: true, recursive: true })
}

/** Says the one key that opens the database, and no other, to everybody who is known; after a change that was interrupted. */
export async function settleKeys(ctx: EngineContext, { db, dataKey }: OpenProfile): Promise<void> {
  const keys = readKeys(ctx.profile)
  const { recipients } = vouchedFor(keys, recipientsOf(db))
  const recovery = await sealKeys(requireMeta(db, 'recoveryRecipient'), [dataKey])
  const sealed = await sealAll(recipients, [dataKey])
  const users = keys.users.map((holder) => {
    const fresh = 'recipient' in holder ? sealed.get(holder.recipient) : undefined
    return fresh === undefined || !('recipient' in holder) ? holder : { ...holder, sealed: fresh }
  })
  writeKeys(ctx.profile, { ...keys, users, recovery })
}

/** Of the keys that a person holds, the one that opens the database; `undefined` when none does. */
export function keyThatOpens(profile: string, candidates: readonly Uint8Array[]): Uint8Array | undefined {
  const [only, ...others] = candidates
  if (others.length === 0) return only
  return candidates.find((key) => opensWith(join(profile, DATABASE_FILE), key))
}

/** Removes what an interrupted change of the key left; called when nobody changes it. */
export function sweepCopy(profile: string): void {
  for (const suffix of ['', '-journal']) rmSync(join(profile, COPY_FILE + suffix), { force: true })
}

/** Whose public key the database knows as the file of keys has it; the others must sign in once. */
function vouchedFor(
  keys: KeysFile,
  known: ReadonlyMap<string, string | null>,
): { readonly recipients: readonly string[]; readonly waitingFor: readonly string[] } {
  const recipients: string[] = []
  const waitingFor: string[] = []
  for (const holder of keys.users) {
    const recipient = known.get(holder.name)
    // In the file but not in the database: somebody whose adding was interrupted, or whose removal.
    if (recipient === undefined) continue
    if (recipient !== null && 'recipient' in holder && holder.recipient === recipient)
      recipients.push(recipient)
    else waitingFor.push(holder.name)
  }
  return { recipients, waitingFor }
}

async function sealAll(
  recipients: readonly string[],
  keys: readonly Uint8Array[],
): Promise<ReadonlyMap<string, string>> {
  const sealed = recipients.map(async (recipient) => [recipient, await sealKeys(recipient, keys)] as const)
  return new Map(await Promise.all(sealed))
}

/** Only those whom the new key was made for stay. */
function withKeys(keys: KeysFile, sealed: ReadonlyMap<string, string>, recovery: string): KeysFile {
  const users = keys.users.flatMap((holder) => {
    const fresh = 'recipient' in holder ? sealed.get(holder.recipient) : undefined
    return fresh === undefined || !('recipient' in holder) ? [] : [{ ...holder, sealed: fresh }]
  })
  return { ...keys, users, recovery }
}

/**
 * The first and long step of `changeDataKey`: the database as it will be, beside it, checked. It only reads; what is written
 * until the copy is in its place would be lost.
 */
export function makeRekeyedCopy(
  ctx: Pick<EngineContext, 'profile' | 'clock'>,
  open: Pick<OpenProfile, 'db' | 'dataKey' | 'user'>,
  key: Uint8Array,
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
  for (const suffix of ['-wal', '-shm']) rmSync(path + suffix, { force: true })
}
