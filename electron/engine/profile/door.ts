import type { Output } from '../../../shared/contract'
import { AppError } from '../../../shared/errors'
import type { EngineContext, OpenContext } from '../context'
import { readMeta } from '../db/meta'
import { cleanTraces } from '../erasure/traces'
import { openContext } from '../open-context'
import type { DoorContext, OpenProfile } from '../session'
import { makeHolder, openHolder } from './holder'
import { KEYS_FILE, type KeyHolder, type KeysFile, profileExists, readKeys, writeKeys } from './keys-file'
import { afterFailure, afterSuccess, requireNoWait } from './lockout'
import { isDemo, openProfile } from './profile'
import { allUsers, recipientsOf, setRecipient } from './queries'
import { changeDataKey, keyThatOpens, makeNewKey, settleKeys, sweepCopy } from './rotation'

/** Where this engine stands: no profile, locked, or somebody signed in. */
export function doorState(ctx: DoorContext): Output<'profile.state'> {
  const profile = ctx.session.current()
  if (!profile) {
    const exists = profileExists(ctx.profile)
    return {
      state: exists ? 'locked' : 'none',
      users: exists ? readKeys(ctx.profile).users.map((holder) => holder.name) : [],
      site: null,
      user: null,
      readOnly: false,
      demo: false,
      draftsAside: null,
    }
  }
  const { site } = profile
  return {
    state: 'open',
    users: allUsers(profile.db).map((user) => user.name),
    site: {
      id: site.id,
      role: site.role,
      unitId: site.unit,
      unitName: site.unitName,
      letter: site.letter,
    },
    user: { ...profile.user },
    readOnly: profile.readOnly,
    demo: isDemo(profile),
    draftsAside: profile.draftsAside,
  }
}

/**
 * Signs a person in, after whoever was signed in has left.
 * @throws AppError `passphrase.wrong`, `passphrase.wait`, `profile.damaged`, and as `openProfile`
 */
export async function unlock(ctx: DoorContext, user: string, passphrase: string): Promise<void> {
  ctx.session.leave()
  const keys = readKeys(ctx.profile)
  const holder = keys.users.find((each) => each.name === user)
  if (!holder) throw new AppError('passphrase.wrong')
  const candidates = await requireKeys(ctx, keys, holder, passphrase)
  const dataKey = keyThatOpens(ctx.profile, candidates)
  if (!dataKey) throw new AppError('profile.damaged', { file: KEYS_FILE })
  const profile = openProfile(ctx, user, dataKey)
  if (!profile.readOnly)
    openContext(ctx, profile).audit('session.unlock', { failures: holder.failures.count })
  const kept = profile.readOnly ? profile : await upkeep(ctx, profile, passphrase, candidates.length > 1)
  ctx.session.enter(kept)
}

/**
 * What only a sign-in can do: give a person from an older profile a key pair, and end or make up a change of the data key.
 * Nothing of it keeps anybody out: what fails is tried again at the next sign-in.
 */
async function upkeep(
  ctx: DoorContext,
  profile: OpenProfile,
  passphrase: string,
  isUnsettled: boolean,
): Promise<OpenProfile> {
  const { db, user } = profile
  sweepCopy(ctx.profile)
  cleanTraces(openContext(ctx, profile))
  try {
    const holder = readKeys(ctx.profile).users.find(({ name }) => name === user.name)
    const isVouched = holder && 'recipient' in holder && recipientsOf(db).get(user.name) === holder.recipient
    if (!isVouched) setRecipient(db, user.name, await saveHolder(ctx, profile, user.name, passphrase))
    if (readMeta(db, 'rekeyDue') === true) {
      const next = await makeNewKey(ctx, db, profile.dataKey)
      if (!('waitingFor' in next)) return changeDataKey(ctx, profile, next).profile
    }
    if (isUnsettled) await settleKeys(ctx, profile)
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    ctx.log.warn('the keys could not be put in order', { code: error.code })
  }
  return profile
}

/** The data keys behind one person's passphrase. @throws AppError `passphrase.wrong`, `passphrase.wait`, `profile.damaged` */
async function requireKeys(
  ctx: EngineContext,
  keys: KeysFile,
  holder: KeyHolder,
  passphrase: string,
): Promise<readonly Uint8Array[]> {
  requireNoWait(holder, ctx.clock.now())
  const opened = await openHolder(holder, keys.profile, passphrase)
  const counted = opened ? afterSuccess(holder) : afterFailure(holder, ctx.clock.now())
  if (counted.failures.count !== holder.failures.count)
    writeKeys(ctx.profile, {
      ...keys,
      users: keys.users.map((each) => (each.name === holder.name ? counted : each)),
    })
  if (!opened) throw new AppError('passphrase.wrong')
  return opened
}

/** Replaces or adds one person's key pair. @returns its public key, which belongs into the database too */
export async function saveHolder(
  ctx: EngineContext,
  { dataKey }: Pick<OpenProfile, 'dataKey'>,
  user: string,
  passphrase: string,
): Promise<string> {
  const holder = await makeHolder(ctx, readKeys(ctx.profile).profile, user, passphrase, dataKey)
  const keys = readKeys(ctx.profile)
  writeKeys(ctx.profile, { ...keys, users: [...keys.users.filter(({ name }) => name !== user), holder] })
  return holder.recipient
}

/** Checks the signed-in person's own passphrase; wrong ones count as at the door. */
export async function requirePassphrase(ctx: OpenContext, passphrase: string): Promise<void> {
  const keys = readKeys(ctx.profile)
  const holder = keys.users.find((each) => each.name === ctx.user.name)
  if (!holder) throw new AppError('passphrase.wrong')
  await requireKeys(ctx, keys, holder, passphrase)
}
