import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { Decrypter } from 'age-encryption'
import type { Output, Parsed } from '../../../shared/contract'
import { AppError } from '../../../shared/errors'
import { BLOB_FOLDER } from '../attachments/blob-store'
import type { WriteDb } from '../context'
import { lockProfile } from '../db/lock'
import { readMeta, requireMeta } from '../db/meta'
import { isNewer } from '../db/migrate'
import { DATABASE_FILE, openForWriting } from '../db/open'
import { syncFolder } from '../files/atomic-file'
import { isoNow } from '../moment'
import { openContext } from '../open-context'
import type { DoorContext } from '../session'
import { newSiteKeys, type SiteKeys } from '../sync/keys'
import { renewSite } from '../sync/renew'
import { bindingOf, type KeysFile, profileExists, writeKeys } from '../users/keys-file'
import { openProfile, requireStrong } from '../users/profile'
import { addUser, findUser, setRole } from '../users/queries'
import { unwrapKey, wrapKey } from '../users/wrapping'
import { type OpenedBackup, unpackBackup } from './read-backup'

/** Where a backup is unpacked and looked at before it becomes the profile. */
const WORKPLACE = 'restoring'

/**
 * Makes a profile out of a backup, opened by a person's passphrase or by the district's recovery key, and signs in. The
 * backup may be behind what the lost computer wrote, so this one gets new keys and writes streams of its own; its next
 * bundle carries the old key's letter for the new one. When anything is wrong nothing is left behind.
 * @throws AppError `profile.exists`, `profile.in-use`, `profile.newer`, `passphrase.wrong`, `passphrase.weak`,
 * `recovery.wrong`, and as `unpackBackup`
 */
export async function restoreProfile(
  ctx: DoorContext,
  input: Parsed<'profile.restore'>,
): Promise<Output<'profile.restore'>> {
  if (profileExists(ctx.profile)) throw new AppError('profile.exists')
  if (input.recoveryKey !== undefined) requireStrong(input.passphrase)
  mkdirSync(ctx.profile, { recursive: true, mode: 0o700 })
  const lock = lockProfile(ctx.profile)
  const workplace = join(ctx.profile, WORKPLACE)
  let backup: OpenedBackup
  let keys: KeysFile
  try {
    rmSync(workplace, { recursive: true, force: true })
    mkdirSync(workplace, { mode: 0o700 })
    const path = ctx.pathOf(input.file)
    backup = await unpackBackup(path, workplace, (held) => unlock(held, input))
    requireSound(
      join(workplace, DATABASE_FILE),
      backup,
      input.recoveryKey === undefined ? input.user : undefined,
    )
    keys = await keysFor(ctx, backup, input)
    moveIn(ctx, workplace)
  } finally {
    rmSync(workplace, { recursive: true, force: true })
    lock.release()
  }
  return begin(ctx, backup, keys, input)
}

/** @throws AppError `passphrase.wrong`, `recovery.wrong` */
async function unlock(keys: KeysFile, input: Parsed<'profile.restore'>): Promise<Uint8Array> {
  if (input.recoveryKey !== undefined) return recovered(keys, input.recoveryKey)
  const holder = keys.users.find(({ name }) => name === input.user)
  const key =
    holder && (await unwrapKey(holder.wrapped, input.passphrase, bindingOf(keys.profile, holder.name)))
  if (!key) throw new AppError('passphrase.wrong')
  return key
}

async function recovered(keys: KeysFile, recoveryKey: string): Promise<Uint8Array> {
  try {
    const decrypter = new Decrypter()
    decrypter.addIdentity(recoveryKey.replaceAll(/\s/g, '').toUpperCase())
    return await decrypter.decrypt(Buffer.from(keys.recovery, 'base64'))
  } catch (cause) {
    throw new AppError('recovery.wrong', {}, { cause })
  }
}

/** The wrapped keys of the new profile: everybody's as they were, and whoever came with the recovery key. */
async function keysFor(
  ctx: DoorContext,
  backup: OpenedBackup,
  input: Parsed<'profile.restore'>,
): Promise<KeysFile> {
  const { keys, dataKey } = backup
  const users = keys.users.map((holder) => ({ ...holder, failures: { count: 0, until: 0 } }))
  if (input.recoveryKey === undefined) return { ...keys, users }
  const binding = bindingOf(keys.profile, input.user)
  const wrapped = await wrapKey(dataKey, input.passphrase, binding, ctx.kdfCost, ctx.random)
  const mine = { name: input.user, wrapped, failures: { count: 0, until: 0 } }
  return { ...keys, users: [...users.filter(({ name }) => name !== input.user), mine] }
}

/** Looks the database over before it becomes the profile. @throws AppError `backup.damaged`, `profile.newer`, `passphrase.wrong` */
function requireSound(path: string, { header, dataKey }: OpenedBackup, user: string | undefined): void {
  const db = opened(path, dataKey)
  try {
    if (isNewer(db)) throw new AppError('profile.newer')
    const isWhole = db.pragma('integrity_check', { simple: true }) === 'ok'
    if (!isWhole || readMeta(db, 'profile') !== header.profile)
      throw new AppError('backup.damaged', { file: '' })
    if (user !== undefined && !findUser(db, user)) throw new AppError('passphrase.wrong')
  } finally {
    db.close()
  }
}

function opened(path: string, dataKey: Uint8Array): WriteDb {
  try {
    return openForWriting(path, dataKey)
  } catch (cause) {
    throw new AppError('backup.damaged', { file: '' }, { cause })
  }
}

/** Moves the unpacked files to their places; what an interrupted start left there is put aside, never deleted. */
function moveIn(ctx: DoorContext, workplace: string): void {
  for (const name of [DATABASE_FILE, `${DATABASE_FILE}-wal`, `${DATABASE_FILE}-shm`, BLOB_FOLDER]) {
    const [from, to] = [join(workplace, name), join(ctx.profile, name)]
    if (existsSync(to)) renameSync(to, `${to}.left-${ctx.clock.now()}`)
    if (existsSync(from)) renameSync(from, to)
  }
  syncFolder(ctx.profile)
}

/** Opens the restored profile as a new site; only then are its keys put beside it, which make it a profile. */
async function begin(
  ctx: DoorContext,
  backup: OpenedBackup,
  keys: KeysFile,
  input: Parsed<'profile.restore'>,
): Promise<Output<'profile.restore'>> {
  const siteKeys = await newSiteKeys()
  const close: (() => void)[] = []
  try {
    if (input.recoveryKey !== undefined) admitPerson(ctx, backup, input.user)
    const profile = openProfile(ctx, input.user, backup.dataKey)
    close.push(() => profile.close())
    const open = openContext(ctx, profile)
    const predecessor = open.site.id
    const site = profile.db.transaction(() => startAnew(open, siteKeys, backup)).immediate()
    writeKeys(ctx.profile, keys)
    ctx.session.enter(profile)
    const { id, role, unitName: unit, letter } = site
    return { site: id, predecessor, role, unit, letter, at: backup.header.at }
  } catch (error) {
    for (const step of close) step()
    for (const suffix of ['', '-wal', '-shm'])
      rmSync(join(ctx.profile, DATABASE_FILE + suffix), { force: true })
    rmSync(join(ctx.profile, BLOB_FOLDER), { recursive: true, force: true })
    throw error
  }
}

function startAnew(open: ReturnType<typeof openContext>, keys: SiteKeys, { header }: OpenedBackup) {
  const site = renewSite(open, keys, { rewound: false, reason: '已从备份恢复到另一台电脑' })
  open.audit('profile.restore', { profile: requireMeta(open.db, 'profile'), at: header.at })
  return site
}

/** Whoever came with the recovery key manages the profile. */
function admitPerson(ctx: DoorContext, { dataKey }: OpenedBackup, name: string): void {
  const db = openForWriting(join(ctx.profile, DATABASE_FILE), dataKey)
  try {
    db.transaction(() => {
      if (findUser(db, name)) setRole(db, name, 'admin')
      else addUser(db, { name, role: 'admin', createdAt: isoNow(ctx.clock) })
    }).immediate()
  } finally {
    db.close()
  }
}
