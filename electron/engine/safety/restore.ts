import { existsSync, mkdirSync, readdirSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import type { Output, Parsed } from '../../../shared/contract'
import { AppError } from '../../../shared/errors'
import { type Role, requireRight } from '../../../shared/rights'
import { BLOB_FOLDER } from '../blobs/blob-store'
import type { OpenContext, OwnSite, ReadDb, WriteDb } from '../context'
import { lockProfile } from '../db/lock'
import { type BackupElsewhere, dropMeta, readMeta, writeMeta } from '../db/meta'
import { isNewer } from '../db/migrate'
import { OWN_PLACE } from '../db/older-copies'
import { DATABASE_FILE, DATABASE_SUFFIXES, openForWriting } from '../db/open'
import { DRAFTS_FILE, removeDrafts } from '../drafts/drafts-file'
import { syncFolder } from '../files/atomic-file'
import { moveFileNow, removeFolderNow, removeNow } from '../files/rename'
import { isoNow } from '../moment'
import { openContext } from '../open-context'
import { makeHolder } from '../profile/holder'
import {
  authenticated,
  isAuthentic,
  type KeyHolder,
  type KeysFile,
  profileExists,
  writeKeys,
} from '../profile/keys-file'
import { believe } from '../profile/known-keys'
import { openProfile, requireStrong } from '../profile/profile'
import { addUser, allUsers, findUser, type StoredUser, setRole } from '../profile/queries'
import { keyThatOpens } from '../profile/rotation'
import type { DoorContext } from '../session'
import { newSiteKeys, type SiteKeys } from '../sites/keys'
import { renewSite } from '../streams/renew'
import { headerOf } from './backup-file'
import { withShownNames } from './hidden-names'
import { askHere } from './open-here'
import { putAside, putBack } from './put-aside'
import { backupHeader, type OpenedBackup, unpackBackup } from './read-backup'
import { unlockBackup } from './unlock-backup'
import type { Watched } from './watched'
import { managesHere } from './who-is-here'

/** Where a backup is unpacked and looked at before it becomes the profile. */
const WORKPLACE = 'restoring'

/**
 * Makes a profile out of a backup, opened by a person's passphrase or by the district's recovery key, and signs in.
 * The backup may be behind the stream of the lost computer, so this computer gets new keys and writes streams of its
 * own.
 * Its next bundle carries the old key's letter for the new one. When anything is wrong nothing is left behind.
 * With `replace` what lies here is put aside first, and put back where the backup can not be begun.
 * @throws AppError `profile.exists`, `profile.in-use`, `profile.newer`, `passphrase.wrong`, `passphrase.wait`, `passphrase.weak`,
 * `recovery.wrong`, `right.missing` for somebody whose role in the backup may not, `restore.who`, and as `unpackBackup`
 */
export async function restoreProfile(
  ctx: DoorContext,
  input: Parsed<'profile.restore'>,
): Promise<Output<'profile.restore'>> {
  if (!input.replace && profileExists(ctx.profile)) throw new AppError('profile.exists')
  ctx.session.leave()
  if (input.recoveryKey !== undefined) requireStrong(input.passphrase, input.user)
  mkdirSync(ctx.profile, { recursive: true, mode: 0o700 })
  const lock = lockProfile(ctx.profile)
  const workplace = join(ctx.profile, WORKPLACE)
  let found: Found
  let aside: string | null = null
  try {
    removeFolderNow(workplace)
    mkdirSync(workplace, { mode: 0o700 })
    const path = ctx.pathOf(input.file)
    const watched: Watched = {
      signal: ctx.signal,
      tell: (done, total) => ctx.emit('progress', { task: 'restore', done, total }),
    }
    let isProven = false
    const unlock = async (keys: KeysFile): Promise<readonly Uint8Array[]> => {
      const opened = await unlockBackup(ctx, keys, input)
      if (input.replace && input.recoveryKey === undefined)
        isProven = await managesHere(ctx, input.here ?? input, watched)
      return opened
    }
    const backup = await unpackBackup(path, workplace, unlock, watched)
    found = judged(ctx.profile, backup, path)
    if (input.recoveryKey === undefined) requireMayRestore(found, input, isProven)
    // From here on it becomes a profile, in a moment.
    ctx.signal.throwIfAborted()
    aside = input.replace ? putAside(ctx.profile, ctx.clock.now()) : null
    moveIn(ctx, workplace)
  } finally {
    removeFolderNow(workplace)
    lock.release()
  }
  try {
    return { ...(await begin(ctx, found, input)), aside }
  } catch (error) {
    if (aside !== null) putBack(ctx.profile, aside)
    throw error
  }
}

/** A backup that was unpacked and found good. */
interface Found extends OpenedBackup {
  readonly dataKey: Uint8Array
  /** The people that can sign in, and what each of them may. */
  readonly people: readonly string[]
  readonly roleOf: ReadonlyMap<string, Role>
  /** The same of the profile that lies here, null where nobody can say. */
  readonly roleHere: ReadonlyMap<string, Role> | null
  /** Where it lies. */
  readonly path: string
}

/**
 * Whoever puts something in the place of what lies here managed the profile then as well.
 * @param isProven whether a person who manages it now has said so; otherwise what the database here says is asked as far as it opens
 * @throws AppError `passphrase.wrong`, `right.missing`
 */
function requireMayRestore(
  { people, roleOf, roleHere }: Found,
  { user, replace }: Parsed<'profile.restore'>,
  isProven: boolean,
): void {
  if (!people.includes(user)) throw new AppError('passphrase.wrong')
  requireRight(roleOf.get(user), replace ? 'profile.manage' : 'profile.restore')
  if (replace && roleHere && !isProven) requireRight(roleHere.get(user), 'profile.manage')
}

/** Looks the database over before it becomes the profile. @throws AppError `backup.damaged`, `profile.newer`, and as `openForWriting` */
function judged(profile: string, backup: OpenedBackup, path: string): Found {
  const workplace = join(profile, WORKPLACE)
  const damaged = (cause?: unknown): AppError =>
    new AppError('backup.damaged', { file: basename(path) }, { cause })
  const dataKey = keyThatOpens(workplace, backup.candidates)
  if (!dataKey || !isAuthentic(backup.keys, dataKey)) throw damaged()
  let db: WriteDb
  try {
    db = openForWriting(join(workplace, DATABASE_FILE), dataKey)
  } catch (cause) {
    // This computer's disk is not the backup's fault.
    throw cause instanceof AppError && cause.code !== 'profile.damaged' ? cause : damaged(cause)
  }
  try {
    if (isNewer(db)) throw new AppError('profile.newer')
    const isWhole = db.pragma('integrity_check', { simple: true }) === 'ok'
    const users = allUsers(db)
    const people = users.map(({ name }) => name)
    if (!isWhole || people.length === 0 || readMeta(db, 'profile') !== backup.header.profile) throw damaged()
    const keys = ofPeople(backup.keys, people, dataKey, damaged)
    const roleHere = askHere(profile, db, (live) => rolesOf(allUsers(live)))
    return { ...backup, keys, dataKey, people, roleOf: rolesOf(users), roleHere, path }
  } finally {
    db.close()
  }
}

const rolesOf = (users: readonly StoredUser[]): ReadonlyMap<string, Role> =>
  new Map(users.map(({ name, role }) => [name, role]))

/** The keys of the people that the database knows; nobody else signs in. */
function ofPeople(
  hidden: KeysFile,
  people: readonly string[],
  dataKey: Uint8Array,
  damaged: (cause: unknown) => AppError,
): KeysFile {
  try {
    const keys = withShownNames(hidden, dataKey)
    return { ...keys, users: keys.users.filter(({ name }) => people.includes(name)) }
  } catch (cause) {
    throw damaged(cause)
  }
}

/** Moves the unpacked files to their places. Files of an interrupted start are put aside, never deleted. */
function moveIn(ctx: DoorContext, workplace: string): void {
  const databases = [DATABASE_FILE, DRAFTS_FILE].flatMap((file) =>
    DATABASE_SUFFIXES.map((suffix) => file + suffix),
  )
  for (const name of [...databases, BLOB_FOLDER]) {
    const [from, to] = [join(workplace, name), join(ctx.profile, name)]
    if (existsSync(to)) moveFileNow(to, `${to}.left-${ctx.clock.now()}`)
    if (existsSync(from)) moveFileNow(from, to)
  }
  syncFolder(ctx.profile)
}

/** Opens the restored profile as a new site. Its keys are put beside it only then, and make it a profile. */
async function begin(
  ctx: DoorContext,
  backup: Found,
  input: Parsed<'profile.restore'>,
): Promise<Omit<Output<'profile.restore'>, 'aside'>> {
  const siteKeys = await newSiteKeys()
  const close: (() => void)[] = []
  try {
    const users = input.recoveryKey === undefined ? backup.keys.users : await withManager(ctx, backup, input)
    const profile = openProfile(ctx, input.user, backup.dataKey)
    close.push(() => profile.close())
    const open = openContext(ctx, profile)
    const predecessor = open.site.id
    const keys = authenticated({ ...backup.keys, users: [...users] }, [backup.dataKey])
    const site = profile.db
      .transaction(() => {
        believe(profile.db, [keys])
        // Whoever finds the backup and a passphrase of its time must not have the key of what is written from now on.
        writeMeta(profile.db, 'rekeyDue', true)
        writeMeta(profile.db, 'restored', isoNow(ctx.clock))
        writeMeta(profile.db, 'restoredFrom', backup.header.at)
        writeMeta(profile.db, 'elsewhere', elsewhereWith(ctx, profile.db, backup))
        // What it says of former times is not said of what was put aside just now.
        dropMeta(profile.db, 'asideStale')
        return startAnew(open, siteKeys, backup)
      })
      .immediate()
    writeKeys(ctx.profile, keys)
    ctx.session.enter(profile)
    const { id, role, unitName: unit, letter } = site
    return { site: id, predecessor, role, unit, letter, at: backup.header.at }
  } catch (error) {
    for (const step of close) step()
    for (const suffix of DATABASE_SUFFIXES) removeNow(join(ctx.profile, DATABASE_FILE + suffix))
    removeDrafts(ctx.profile)
    removeFolderNow(join(ctx.profile, BLOB_FOLDER))
    throw error
  }
}

/**
 * The backups that this database can not seal anew: those that it knew, the one that it was, and those of the same profile beside that.
 * Those inside the profile go with what was put aside.
 */
function elsewhereWith(
  { profile, passing }: DoorContext,
  db: ReadDb,
  { path, header }: Found,
): BackupElsewhere[] {
  const known = readMeta(db, 'elsewhere') ?? []
  const [folder, own] = [dirname(path), basename(path)]
  if (folder === join(profile, OWN_PLACE)) return known
  // In the folder where a browser's files pass nothing stays.
  const beside = passing ? [] : readdirSync(folder).filter((name) => name.endsWith('.ybk') && name !== own)
  const others = beside.flatMap((file) => {
    const { data } = backupHeader.safeParse(headerOf(join(folder, file)))
    return data?.profile === header.profile ? [{ file, folder, at: data.at }] : []
  })
  const isKnown = (one: BackupElsewhere): boolean =>
    known.some(({ file, folder }) => file === one.file && folder === one.folder)
  return [...known, ...[...others, { file: own, folder, at: header.at }].filter((one) => !isKnown(one))]
}

function startAnew(open: OpenContext, keys: SiteKeys, { header }: OpenedBackup): OwnSite {
  const site = renewSite(open, keys, { rewound: false, reason: '已从备份恢复到另一台电脑' })
  open.audit('profile.restore', { profile: header.profile, at: header.at })
  return site
}

/** The person with the recovery key manages the profile. @returns everybody's keys, that person's among them */
async function withManager(
  ctx: DoorContext,
  { dataKey, people, keys }: Found,
  { user, passphrase }: Parsed<'profile.restore'>,
): Promise<readonly KeyHolder[]> {
  const holder = await makeHolder(ctx, keys.profile, user, passphrase, dataKey)
  // Opened in somebody's name, so that an older database is brought up to date first.
  const profile = openProfile(ctx, people[0] ?? user, dataKey)
  const { db } = profile
  try {
    db.transaction(() => {
      if (findUser(db, user)) setRole(db, user, 'admin')
      else addUser(db, { name: user, role: 'admin', createdAt: isoNow(ctx.clock) })
    }).immediate()
  } finally {
    profile.close()
  }
  return [...keys.users.filter(({ name }) => name !== user), holder]
}
