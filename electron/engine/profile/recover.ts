import { join } from 'node:path'
import type { Parsed } from '../../../shared/contract'
import { AppError } from '../../../shared/errors'
import { DATABASE_FILE, openForReading } from '../db/open'
import { isoNow } from '../moment'
import { openContext } from '../open-context'
import type { DoorContext, OpenProfile } from '../session'
import { upkeep } from './door'
import { makeHolder, openByRecovery } from './holder'
import { digestOf, KEYS_FILE, type KeyHolder, type KeysFile, readKeys } from './keys-file'
import { believedDigest, isKnown, putKeys } from './known-keys'
import { endOldKeys } from './old-keys'
import { openProfile, requireStrong } from './profile'
import { addUser, allUsers, findUser, removeUser, setRole } from './queries'
import { keyThatOpens } from './rotation'

/**
 * Signs in with the recovery key, as somebody who manages the profile from now on under a new passphrase.
 * That is for when everybody has forgotten theirs, or the file of keys is not the right one. The data get a new key.
 * Where the file is the right one the others keep their passphrases. Otherwise nothing in it can be believed, and
 * they have to be added again.
 * @throws AppError `recovery.wrong`, `passphrase.weak`, `profile.damaged`, `profile.read-only`, and as `openProfile`
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
  const profile = openProfile(ctx, somebodyIn(ctx.profile, dataKey), dataKey)
  try {
    if (profile.readOnly) throw new AppError('profile.read-only')
    putManager(ctx, profile, { keys, holder })
  } finally {
    profile.close()
  }
  ctx.session.enter(await upkeep(ctx, openProfile(ctx, user, dataKey)))
}

function putManager(
  ctx: DoorContext,
  profile: OpenProfile,
  { keys, holder }: { readonly keys: KeysFile; readonly holder: KeyHolder },
): void {
  const { db, dataKey } = profile
  const { name } = holder
  const believed = isKnown(db, keys, dataKey)
  const others = believed ? keys.users.filter((each) => each.name !== name) : []
  const held = new Set([name, ...others.map((each) => each.name)])
  const open = openContext(ctx, { ...profile, user: { name, role: 'admin' } })
  putKeys(
    { db, dataKey, profile: ctx.profile },
    believed ? digestOf(keys) : believedDigest(db),
    { ...keys, users: [...others, holder] },
    () => {
      const at = isoNow(ctx.clock)
      for (const person of allUsers(db)) if (!held.has(person.name)) removeUser(db, person.name, at)
      if (findUser(db, name)) setRole(db, name, 'admin')
      else addUser(db, { name, role: 'admin', createdAt: at })
      endOldKeys(db)
      open.audit('session.recover', { user: name, believed: believed ? 1 : 0 })
    },
  )
}

/** A profile is opened in somebody's name. @throws AppError `profile.damaged` */
function somebodyIn(folder: string, dataKey: Uint8Array): string {
  const db = openForReading(join(folder, DATABASE_FILE), dataKey)
  try {
    const [first] = allUsers(db)
    if (!first) throw new AppError('profile.damaged', { file: DATABASE_FILE })
    return first.name
  } finally {
    db.close()
  }
}
