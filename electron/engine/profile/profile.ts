import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { AppError } from '../../../shared/errors'
import { passphraseWeakness, weaknessWords } from '../../../shared/identifiers/passphrase'
import { kinds } from '../../../shared/kinds'
import { reconcileProjection } from '../changes/project-all'
import type { EngineContext, OpenContext, OwnSite, WriteDb } from '../context'
import { lockProfile, type ProfileLock } from '../db/lock'
import { readMeta, requireMeta, writeMeta } from '../db/meta'
import { isNewer, migrate } from '../db/migrate'
import { migrations } from '../db/migrations'
import { keepOneMigrationCopy } from '../db/older-copies'
import {
  DATABASE_FILE,
  DATABASE_SUFFIXES,
  emptyLongLog,
  isLongLog,
  openForReading,
  openForWriting,
} from '../db/open'
import { inSteps, type Tell, unheard } from '../db/tell'
import { DRAFTS_FILE, openDrafts, removeDrafts, setDraftsAside } from '../drafts/drafts-file'
import { reconcileFacts } from '../facts/reconcile'
import { moveFileNow, removeNow } from '../files/rename'
import { isoNow } from '../moment'
import { newId } from '../new-id'
import { openContext } from '../open-context'
import { reconcileSearch } from '../search/index-records'
import { reconcileMatches } from '../search/match-index'
import { reconcileReadings } from '../search/unit-readings'
import type { DoorContext, OpenProfile } from '../session'
import type { ProfileBeside } from '../worker/messages'
import { BEGUN_FILE } from './closed-door'
import { makeHolder, sealKeys } from './holder'
import { asksOf, authenticated, profileExists, writeKeys } from './keys-file'
import { believe } from './known-keys'
import { addUser, findUser, forgetOldOperations } from './queries'

/** The rule for new passphrases, of whom they are. @throws AppError `passphrase.weak` */
export function requireStrong(passphrase: string, owner: string): void {
  const weakness = passphraseWeakness(passphrase, owner)
  if (weakness !== null) throw new AppError('passphrase.weak', { why: weaknessWords[weakness] })
}

export interface NewProfile {
  readonly user: string
  readonly passphrase: string
  /** age recipient of the district's recovery key. */
  readonly recoveryRecipient: string
  readonly site: OwnSite
}

/**
 * Makes a profile with its first user (管理) and signs in. `fill` writes what the profile starts with, in the same
 * transaction as its own facts; when it throws, nothing is left behind.
 * @throws AppError `profile.exists`, `profile.in-use`, `passphrase.weak`, `file.unwritable`
 */
export async function createProfile<T>(
  ctx: DoorContext,
  spec: NewProfile,
  fill: (ctx: OpenContext) => T,
): Promise<T> {
  if (profileExists(ctx.profile)) throw new AppError('profile.exists')
  requireStrong(spec.passphrase, spec.user)
  const dataKey = ctx.random.bytes(32)
  const id = newId(ctx)
  const holder = await makeHolder(ctx, id, spec.user, spec.passphrase, dataKey)
  const recovery = await sealKeys(spec.recoveryRecipient, [dataKey])
  const asks = asksOf(spec.site, spec.recoveryRecipient)
  const keys = authenticated({ profile: id, users: [holder], recovery, asks }, [dataKey])
  mkdirSync(ctx.profile, { recursive: true, mode: 0o700 })
  const lock = lockProfile(ctx.profile)
  writeFileSync(join(ctx.profile, BEGUN_FILE), '')
  const path = join(ctx.profile, DATABASE_FILE)
  setAside(path, ctx.clock.now())
  setDraftsAside(ctx.profile, `left-${ctx.clock.now()}`)
  const close: (() => void)[] = [() => lock.release()]
  const closeAll = (): void => {
    for (const step of close.splice(0)) step()
  }
  try {
    const db = openForWriting(path, dataKey)
    close.unshift(() => db.close())
    // Whole or not there: the disk is waited for once, and not after each of some seventy steps.
    db.transaction(() => prepareSchema(db, dataKey, ctx)).immediate()
    const opened = openDrafts(ctx, [dataKey])
    close.unshift(() => opened.drafts.close())
    const user = { name: spec.user, role: 'admin' } as const
    const open = { db, ...opened, user, readOnly: false, dataKey, formerKeys: [], lock }
    const profile = asProfile(open, path, closeAll)
    const result = db
      .transaction(() => {
        const at = isoNow(ctx.clock)
        writeMeta(db, 'profile', id)
        writeMeta(db, 'site', spec.site)
        writeMeta(db, 'recoveryRecipient', spec.recoveryRecipient)
        writeMeta(db, 'createdAt', at)
        addUser(db, { ...user, createdAt: at })
        believe(db, [keys])
        const inside = openContext(ctx, profile)
        inside.audit('profile.create', { site: spec.site.id, role: spec.site.role })
        return fill(inside)
      })
      .immediate()
    writeKeys(ctx.profile, keys)
    removeNow(join(ctx.profile, BEGUN_FILE))
    ctx.session.enter(profile)
    return result
  } catch (error) {
    closeAll()
    removeNow(join(ctx.profile, BEGUN_FILE))
    for (const suffix of DATABASE_SUFFIXES) removeNow(path + suffix)
    removeDrafts(ctx.profile)
    throw error
  }
}

/**
 * Opens an existing profile with its data key and signs somebody in. `held`: the lock where this process has it already.
 * @param who the person's name, or what says it once the database is open and up to date
 * @throws AppError what `who` throws, `profile.in-use`, `profile.damaged`, `profile.migration-failed`, `passphrase.wrong` for a removed user
 */
export function openProfile(
  ctx: EngineContext,
  who: string | ((db: WriteDb) => string),
  dataKey: Uint8Array,
  held?: ProfileLock,
): OpenProfile {
  const path = join(ctx.profile, DATABASE_FILE)
  if (!existsSync(path)) throw new AppError('profile.damaged', { file: DATABASE_FILE })
  const lock = held ?? lockProfile(ctx.profile)
  const close: (() => void)[] = [() => lock.release()]
  const closeAll = (): void => {
    for (const step of close.splice(0)) step()
  }
  try {
    const db = openForWriting(path, dataKey)
    close.unshift(() => db.close())
    const readOnly = isNewer(db)
    if (readOnly) db.pragma('query_only = ON')
    else {
      // Whoever was about to move it into the database was killed.
      if (isLongLog(path)) emptyLongLog(db)
      prepareSchema(db, dataKey, ctx, (done, total) => ctx.emit('progress', { task: 'arrange', done, total }))
    }
    const row = findUser(db, typeof who === 'string' ? who : who(db))
    if (!row) throw new AppError('passphrase.wrong')
    const formerKeys = (readMeta(db, 'formerKeys') ?? []).map((key) => Buffer.from(key, 'base64'))
    const opened = openDrafts(ctx, [dataKey, ...formerKeys])
    close.unshift(() => opened.drafts.close())
    const signedIn = { name: row.name, role: row.role }
    const open = { db, ...opened, user: signedIn, readOnly, dataKey, formerKeys, lock }
    return asProfile(open, path, closeAll)
  } catch (error) {
    closeAll()
    throw error
  }
}

/**
 * Opens a profile that this process has open already, for its worker: without the lock, and as it is. Whoever writes here waits
 * for the other connection's transaction, however long that takes.
 */
export function openBeside(folder: string, beside: ProfileBeside): OpenProfile {
  const path = join(folder, DATABASE_FILE)
  const db = openForWriting(path, beside.dataKey)
  db.pragma(`busy_timeout = ${LONGEST_WAIT_MS}`)
  if (beside.readOnly) db.pragma('query_only = ON')
  const drafts = openForReading(join(folder, DRAFTS_FILE), beside.dataKey) as WriteDb
  const close = (): void => {
    drafts.close()
    db.close()
  }
  const lock = { release: () => undefined }
  return asProfile({ db, drafts, draftsAside: null, ...beside, lock }, path, close)
}

/** Longer than anything that one call writes in one transaction. */
const LONGEST_WAIT_MS = 3_600_000

/** Whether example data was put into this profile. */
export function isDemo(profile: OpenProfile): boolean {
  return readMeta(profile.db, 'demo') ?? false
}

function asProfile(
  open: Omit<OpenProfile, 'site' | 'openReader' | 'close'>,
  path: string,
  close: () => void,
): OpenProfile {
  return {
    ...open,
    // Read anew for each call: a site may be renewed while somebody is signed in.
    get site() {
      return requireMeta(open.db, 'site')
    },
    openReader: () => openForReading(path, open.dataKey),
    close,
  }
}

/** Answers of writes are kept this long: nobody repeats a call after a quarter of a year. */
const OPERATIONS_KEPT_MS = 90 * 24 * 3600 * 1000

/** Brings all that is made out of the log up to date. Of an older profile it takes long, of one of this version nothing is told. */
function prepareSchema(db: WriteDb, dataKey: Uint8Array, ctx: EngineContext, tell: Tell = unheard): void {
  const step = inSteps(5, tell)
  const copy = `before-migration-${isoNow(ctx.clock).replaceAll(/[:.]/g, '-')}.db`
  migrate(db, join(ctx.profile, copy), migrations, step(0))
  keepOneMigrationCopy(ctx.profile, copy)
  if (readMeta(db, 'program') !== ctx.appVersion) writeMeta(db, 'program', ctx.appVersion)
  reconcileProjection(db, dataKey, kinds, step(1))
  reconcileFacts(db, kinds, step(2))
  reconcileSearch(db, step(3))
  reconcileMatches(db, dataKey, step(4))
  reconcileReadings(db)
  forgetOldOperations(db, ctx.clock.now(), OPERATIONS_KEPT_MS)
}

/** A database without its keys is what an interrupted creation leaves; nobody can read it, but nobody deletes it either. */
function setAside(path: string, now: number): void {
  for (const suffix of DATABASE_SUFFIXES)
    if (existsSync(path + suffix)) moveFileNow(path + suffix, `${path}.left-${now}${suffix}`)
}
