import type { Parsed } from '../../../shared/contract'
import { AppError } from '../../../shared/errors'
import { type AuditDetail, appendAudit } from '../audit'
import type { EngineContext, WriteDb } from '../context'
import { isNewer } from '../db/migrate'
import { isoNow } from '../moment'
import type { DoorContext } from '../session'
import { upkeep } from './door'
import { makeHolder, openByRecovery } from './holder'
import { digestOf, KEYS_FILE, type KeyHolder, type KeysFile, readKeys } from './keys-file'
import { believedDigest, isKnown, putKeys } from './known-keys'
import { endOldKeys } from './old-keys'
import { openProfile, requireStrong } from './profile'
import { addUser, findUser, setRole } from './queries'
import { keyThatOpens } from './rotation'

/**
 * Signs in with the recovery key, as somebody who manages the profile from now on under a new passphrase.
 * That is for when everybody has forgotten theirs, or the file of keys is not the right one.
 * @throws AppError `recovery.wrong`, `passphrase.weak`, `profile.damaged`, and as `enterAnew`
 */
export async function recoverProfile(
  ctx: DoorContext,
  { recoveryKey, user, passphrase }: Parsed<'session.recover'>,
): Promise<void> {
  ctx.session.leave()
  requireStrong(passphrase, user)
  const keys = readKeys(ctx.profile)
  const dataKey = keyThatOpens(ctx.profile, await openByRecovery(keys, recoveryKey))
  if (!dataKey) throw new AppError('profile.damaged', { file: KEYS_FILE })
  const holder = await makeHolder(ctx, keys.profile, user, passphrase, dataKey)
  await enterAnew(ctx, { keys, dataKey, holder, manages: true, action: 'session.recover', detail: {} })
}

/** Somebody who comes in without a passphrase of before. */
export interface Anew {
  /** The file of keys as it lies there, right or not. */
  readonly keys: KeysFile
  readonly dataKey: Uint8Array
  /** The person's keys under the new passphrase. */
  readonly holder: KeyHolder
  /** Whether the person manages the profile from now on, whatever the role was; somebody new does anyway. */
  readonly manages: boolean
  readonly action: 'session.recover' | 'recovery.finish'
  readonly detail: AuditDetail
}

/**
 * Signs a person in under a new passphrase, and gives the data a new key.
 * Where the file of keys is the right one the others keep their passphrases, and the site keeps its keys, as at any change of a
 * passphrase: nobody left. Whoever fears that the forgotten one was known hands the place over, which renews them.
 * Otherwise nothing in the file can be believed. The others have to be added again, by this person, who manages the profile
 * then; they are removed as people are, with other keys for the site (`settleKeys`).
 * @throws AppError `profile.read-only`, and as `openProfile`
 */
export async function enterAnew(ctx: DoorContext, anew: Anew): Promise<void> {
  const profile = openProfile(ctx, (db) => putPerson(ctx, db, anew), anew.dataKey)
  ctx.session.enter(await upkeep(ctx, profile))
}

function putPerson(ctx: EngineContext, db: WriteDb, anew: Anew): string {
  const { keys, dataKey, holder, manages, action, detail } = anew
  if (isNewer(db)) throw new AppError('profile.read-only')
  const { name } = holder
  const believed = isKnown(db, keys, dataKey)
  const others = believed ? keys.users.filter((each) => each.name !== name) : []
  putKeys(
    { db, dataKey, profile: ctx.profile },
    believed ? digestOf(keys) : believedDigest(db),
    { ...keys, users: [...others, holder] },
    () => {
      const at = isoNow(ctx.clock)
      if (!findUser(db, name)) addUser(db, { name, role: 'admin', createdAt: at })
      else if (manages || !believed) setRole(db, name, 'admin')
      endOldKeys(db)
      appendAudit(db, {
        at,
        user: name,
        action,
        detail: { user: name, believed: believed ? 1 : 0, ...detail },
      })
    },
  )
  return name
}
