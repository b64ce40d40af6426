import { mkdirSync } from 'node:fs'
import { basename, join } from 'node:path'
import type { Parsed } from '../../../../shared/contract'
import { AppError } from '../../../../shared/errors'
import type { Finds } from '../../../../shared/salvage/finds'
import { readMeta } from '../../db/meta'
import { DATABASE_FILE, openForReading } from '../../db/open'
import { removeFolderNow } from '../../files/rename'
import { openByRecovery } from '../../profile/holder'
import { KEYS_FILE, type KeysFile, profileExists, readKeys } from '../../profile/keys-file'
import { findUser } from '../../profile/queries'
import { keyThatOpens } from '../../profile/rotation'
import type { DoorContext } from '../../session'
import { unpackBackup } from '../read-backup'
import { unlockBackup } from '../unlock-backup'
import { keysHere, onlyManages, openByPerson } from '../who-is-here'

/** The keys that somebody came with, and who that is. */
export interface OpenedKeys {
  readonly dataKeys: readonly Uint8Array[]
  /** `null`: whoever holds the recovery key. */
  readonly user: string | null
  /** @throws AppError `rescue.who` where the person is no 管理, as far as the finds tell */
  requireManager(finds: Finds): void
}

/** Where a backup is unpacked that is only to open the database beside it. */
const WORKPLACE = 'rescuing'

/**
 * The data keys of a profile whose database need not open: out of its file of keys, or out of a backup of it.
 * @throws AppError `passphrase.wrong`, `passphrase.wait`, `recovery.wrong`, `rescue.who`, `profile.damaged`, and as `unpackBackup`
 */
export async function openKeys(ctx: DoorContext, input: Parsed<'rescue.toExcel'>): Promise<OpenedKeys> {
  if (input.backup !== undefined) return fromBackup(ctx, ctx.pathOf(input.backup), input)
  // Without the file there is still a profile: whoever asks has been told so.
  if (!profileExists(ctx.profile)) throw new AppError('profile.damaged', { file: KEYS_FILE })
  const keys = readKeys(ctx.profile)
  if (input.recoveryKey !== undefined) return ofAuthority(await openByRecovery(keys, input.recoveryKey))
  const { user, passphrase } = named(input)
  return {
    dataKeys: await openByPerson(ctx, keys, { user, passphrase }),
    user,
    requireManager: isManager(user),
  }
}

const ofAuthority = (dataKeys: readonly Uint8Array[]): OpenedKeys => ({
  dataKeys,
  user: null,
  requireManager: () => undefined,
})

const isManager =
  (user: string): OpenedKeys['requireManager'] =>
  (finds) => {
    if (finds.saidOf(user).size === 0 || !onlyManages(finds, user)) throw new AppError('rescue.who')
  }

/** The backup said that somebody managed the profile; nothing that was found says otherwise of now. */
const isNoOther =
  (user: string): OpenedKeys['requireManager'] =>
  (finds) => {
    if (!onlyManages(finds, user)) throw new AppError('rescue.who')
  }

function named({ user, passphrase }: Parsed<'rescue.toExcel'>): {
  readonly user: string
  readonly passphrase: string
} {
  if (user === undefined || passphrase === undefined) throw new AppError('passphrase.wrong')
  return { user, passphrase }
}

/** @throws the error, and AppError `rescue.who` where a passphrase is none of now */
function saysWho(error: unknown): never {
  throw error instanceof AppError && error.code === 'passphrase.wrong' ? new AppError('rescue.who') : error
}

/**
 * A backup tells under which keys the profile was when it was made, and who managed it then. Where the file of keys here reads, a
 * passphrase of now is wanted besides.
 */
async function fromBackup(
  ctx: DoorContext,
  path: string,
  input: Parsed<'rescue.toExcel'>,
): Promise<OpenedKeys> {
  const workplace = join(ctx.profile, WORKPLACE)
  const opening =
    input.recoveryKey === undefined
      ? named(input)
      : { user: '', passphrase: '', recoveryKey: input.recoveryKey }
  try {
    removeFolderNow(workplace)
    mkdirSync(workplace, { mode: 0o700 })
    const person = input.here ?? opening
    const unlock = async (keys: KeysFile): Promise<readonly Uint8Array[]> => {
      const opened = await unlockBackup(ctx, keys, opening)
      const here = input.recoveryKey === undefined ? keysHere(ctx.profile) : null
      if (here) await openByPerson(ctx, here, person).catch(saysWho)
      return opened
    }
    const { candidates } = await unpackBackup(path, workplace, unlock, {
      signal: ctx.signal,
      tell: (done, total) => ctx.emit('progress', { task: 'restore', done, total }),
    })
    const key = keyThatOpens(workplace, candidates)
    if (!key) throw new AppError('backup.damaged', { file: basename(path) })
    const db = openForReading(join(workplace, DATABASE_FILE), key)
    try {
      const dataKeys = (readMeta(db, 'formerKeys') ?? []).map((each) => Buffer.from(each, 'base64'))
      if (input.recoveryKey !== undefined) return ofAuthority(dataKeys)
      if (findUser(db, opening.user)?.role !== 'admin') throw new AppError('rescue.who')
      return { dataKeys, user: person.user, requireManager: isNoOther(person.user) }
    } finally {
      db.close()
    }
  } finally {
    removeFolderNow(workplace)
  }
}
