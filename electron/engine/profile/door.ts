import type { Output } from '../../../shared/contract'
import { AppError } from '../../../shared/errors'
import { cloudOf } from '../../../shared/where-data-lie'
import { resealContents } from '../blobs/reseal'
import type { EngineContext, OpenContext, WriteDb } from '../context'
import { readMeta } from '../db/meta'
import { isPractice } from '../db/practice'
import { cleanTraces } from '../erasure/traces'
import { sweepLeft } from '../files/leaving'
import { openContext } from '../open-context'
import type { DoorContext, OpenProfile } from '../session'
import { closedDoor } from './closed-door'
import { openHolder } from './holder'
import { KEYS_FILE, type KeyHolder, type KeysFile, readKeys } from './keys-file'
import { knownKeys, putBackUnbegun, requireKnown } from './known-keys'
import { countTry, forgetTries } from './lockout'
import { giveNewKey } from './new-key'
import { dropAside } from './old-keys'
import { noteOutside } from './outside-log'
import { dropRequest, pendingRequestIn } from './pending-request'
import { isDemo, openProfile } from './profile'
import { allUsers } from './queries'
import { changeDataKey, keyThatOpens, makeNewKey, notChanged, settleKeys, sweepCopy } from './rotation'

/** Where this engine stands: no profile, locked, or somebody signed in. */
export function doorState(ctx: DoorContext): Output<'profile.state'> {
  const profile = ctx.session.current()
  if (!profile) return closedDoor(ctx.profile)
  const { site } = profile
  return {
    state: 'open',
    trouble: null,
    cloud: cloudOf(ctx.profile),
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
    madeBy: profile.readOnly ? readMeta(profile.db, 'program') : null,
    demo: isDemo(profile),
    practice: isPractice(profile.db),
    draftsAside: profile.draftsAside,
  }
}

/**
 * Signs a person in, after whoever was signed in has left.
 * @param beside a change of the data key that is due is made beside the person's work, where there is a worker. Otherwise the
 * sign-in is over when it is made
 * @throws AppError `passphrase.wrong`, `passphrase.wait`, `profile.damaged`, `profile.keys-changed`, and as `openProfile`
 */
export async function unlock(
  ctx: DoorContext,
  user: string,
  passphrase: string,
  beside?: DoorContext['beside'],
): Promise<void> {
  ctx.session.leave()
  const keys = readKeys(ctx.profile)
  const holder = keys.users.find((each) => each.name === user)
  if (!holder) throw new AppError('passphrase.wrong')
  const { dataKeys, failures } = await requireKeys(ctx, keys, holder, passphrase)
  const dataKey = keyThatOpens(ctx.profile, dataKeys)
  if (!dataKey) throw new AppError('profile.damaged', { file: KEYS_FILE })
  const profile = openKnown(ctx, { user, keys, dataKey })
  if (!profile.readOnly) openContext(ctx, profile).audit('session.unlock', { failures })
  // The passphrase came back to mind: nobody is to come in by the answer to a request for another.
  if (pendingRequestIn(ctx.profile)?.user === user) dropRequest(ctx.profile)
  const isLater = beside !== undefined && !profile.readOnly && readMeta(profile.db, 'rekeyDue') === true
  const kept = profile.readOnly ? profile : await upkeep(ctx, profile, isLater)
  ctx.session.enter(kept)
  if (isLater)
    beside(async (open) => {
      try {
        await giveNewKey(open)
      } catch (error) {
        notChanged(ctx, error)
      }
    })
}

/**
 * Opens the profile as `openProfile`, and only beside the file of keys that its database believes.
 * @throws AppError `profile.keys-changed`, and as `openProfile`
 */
export function openKnown(
  ctx: EngineContext,
  { user, keys, dataKey }: { readonly user: string; readonly keys: KeysFile; readonly dataKey: Uint8Array },
): OpenProfile {
  const who = (db: WriteDb): string => {
    putBackUnbegun({ profile: ctx.profile, db, dataKey }, user)
    return user
  }
  const profile = openProfile(ctx, who, dataKey)
  try {
    requireKnown(profile.db, keys, dataKey)
    return profile
  } catch (error) {
    profile.close()
    throw error
  }
}

/**
 * What only a sign-in can do: end or make up a change of the keys. Nothing of it keeps anybody out: what fails is tried
 * again at the next sign-in. @param isLater another data key, where one is due, is made later
 */
export async function upkeep(ctx: DoorContext, profile: OpenProfile, isLater = false): Promise<OpenProfile> {
  sweepCopy(ctx.profile)
  sweepLeft(openContext(ctx, profile))
  cleanTraces(openContext(ctx, profile))
  dropAside(openContext(ctx, profile))
  noteOutside(openContext(ctx, profile))
  try {
    await settleKeys(openContext(ctx, profile))
    if (isLater) return profile
    const isDue = readMeta(profile.db, 'rekeyDue') === true
    const kept = isDue ? changeDataKey(ctx, profile, await makeNewKey(ctx, profile)).profile : profile
    await resealContents(openContext(ctx, kept))
    return kept
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    ctx.log.warn('the keys could not be put in order', { code: error.code })
    return profile
  }
}

/** The data keys behind one person's passphrase. @throws AppError `passphrase.wrong`, `passphrase.wait`, `profile.damaged` */
async function requireKeys(
  ctx: EngineContext,
  keys: KeysFile,
  holder: KeyHolder,
  passphrase: string,
): Promise<{ readonly dataKeys: readonly Uint8Array[]; readonly failures: number }> {
  const failures = countTry(ctx.profile, holder.name, ctx.clock.now())
  const dataKeys = await openHolder(holder, keys.profile, passphrase)
  if (!dataKeys) throw new AppError('passphrase.wrong')
  forgetTries(ctx.profile, holder.name)
  return { dataKeys, failures }
}

/** Checks the signed-in person's own passphrase; wrong ones count as at the door. */
export async function requirePassphrase(ctx: OpenContext, passphrase: string): Promise<void> {
  const keys = knownKeys(ctx)
  const holder = keys.users.find((each) => each.name === ctx.user.name)
  if (!holder) throw new AppError('passphrase.wrong')
  await requireKeys(ctx, keys, holder, passphrase)
}
