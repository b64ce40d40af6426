import type { Output } from '../../../shared/contract'
import { AppError } from '../../../shared/errors'
import type { EngineContext, OpenContext } from '../context'
import type { Calls, Handlers } from '../handler'
import { isoNow } from '../moment'
import { openContext } from '../open-context'
import type { DoorContext } from '../session'
import { bindingOf, type KeyHolder, type KeysFile, profileExists, readKeys, writeKeys } from './keys-file'
import { afterFailure, afterSuccess, requireNoWait } from './lockout'
import { isDemo, openProfile, requireStrong } from './profile'
import { addUser, allUsers, findUser, removeUser, setRole } from './queries'
import { unwrapKey, wrapKey } from './wrapping'

/** Where this engine stands: no profile, locked, or somebody signed in. */
function stateOf(ctx: DoorContext): Output<'profile.state'> {
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
  }
}

async function unlock(ctx: DoorContext, user: string, passphrase: string): Promise<void> {
  ctx.session.leave()
  const keys = readKeys(ctx.profile)
  const holder = keys.users.find((each) => each.name === user)
  if (!holder) throw new AppError('passphrase.wrong')
  const dataKey = await requireKey(ctx, keys, holder, passphrase)
  const profile = openProfile(ctx, user, dataKey)
  if (!profile.readOnly)
    openContext(ctx, profile).audit('session.unlock', { failures: holder.failures.count })
  ctx.session.enter(profile)
}

/** The data key behind one person's passphrase. @throws AppError `passphrase.wrong`, `passphrase.wait` */
async function requireKey(
  ctx: EngineContext,
  keys: KeysFile,
  holder: KeyHolder,
  passphrase: string,
): Promise<Uint8Array> {
  requireNoWait(holder, ctx.clock.now())
  const dataKey = await unwrapKey(holder.wrapped, passphrase, bindingOf(keys.profile, holder.name))
  const counted = dataKey ? afterSuccess(holder) : afterFailure(holder, ctx.clock.now())
  if (counted.failures.count !== holder.failures.count)
    writeKeys(ctx.profile, {
      ...keys,
      users: keys.users.map((each) => (each.name === holder.name ? counted : each)),
    })
  if (!dataKey) throw new AppError('passphrase.wrong')
  return dataKey
}

/** Replaces or adds one person's wrapped key. */
async function saveWrapped(ctx: OpenContext, user: string, passphrase: string): Promise<void> {
  requireStrong(passphrase)
  const before = readKeys(ctx.profile)
  const binding = bindingOf(before.profile, user)
  const wrapped = await wrapKey(ctx.dataKey, passphrase, binding, ctx.kdfCost, ctx.random)
  const keys = readKeys(ctx.profile)
  writeKeys(ctx.profile, {
    ...keys,
    users: [
      ...keys.users.filter((holder) => holder.name !== user),
      { name: user, wrapped, failures: { count: 0, until: 0 } },
    ],
  })
}

/** Checks the signed-in person's own passphrase; wrong ones count as at the door. */
async function requirePassphrase(ctx: OpenContext, passphrase: string): Promise<void> {
  const keys = readKeys(ctx.profile)
  const holder = keys.users.find((each) => each.name === ctx.user.name)
  if (!holder) throw new AppError('passphrase.wrong')
  await requireKey(ctx, keys, holder, passphrase)
}

/** Somebody else who can sign in here. @throws AppError `user.self`, `user.not-found` */
function requireOther(ctx: OpenContext, name: string): void {
  // Who may manage stays, so there is always somebody left who may.
  if (name === ctx.user.name) throw new AppError('user.self')
  if (!findUser(ctx.db, name)) throw new AppError('user.not-found', { user: name })
}

export const userHandlers = {
  'profile.state': (ctx) => stateOf(ctx),
  'session.unlock': async (ctx, { user, passphrase }) => {
    await unlock(ctx, user, passphrase)
    return stateOf(ctx)
  },
  'session.lock': (ctx) => {
    ctx.session.leave()
    return stateOf(ctx)
  },
  'users.list': (ctx) => ({ users: allUsers(ctx.db) }),
  'users.add': async (ctx, { name, role, passphrase }) => {
    if (findUser(ctx.db, name)) throw new AppError('user.exists', { user: name })
    // The key first: without a row in the database it opens nothing, while a row without a key would lock the name.
    await saveWrapped(ctx, name, passphrase)
    ctx.db
      .transaction(() => {
        addUser(ctx.db, { name, role, createdAt: isoNow(ctx.clock) })
        ctx.audit('users.add', { user: name, role })
      })
      .immediate()
    return { name }
  },
  'users.remove': (ctx, { name }) => {
    requireOther(ctx, name)
    ctx.db
      .transaction(() => {
        removeUser(ctx.db, name, isoNow(ctx.clock))
        ctx.audit('users.remove', { user: name })
        // Last, so that a database that refuses keeps the key; should only the commit fail, removing may be repeated.
        const keys = readKeys(ctx.profile)
        writeKeys(ctx.profile, { ...keys, users: keys.users.filter((holder) => holder.name !== name) })
      })
      .immediate()
    return {}
  },
  'users.setRole': (ctx, { name, role }) => {
    requireOther(ctx, name)
    ctx.db
      .transaction(() => {
        setRole(ctx.db, name, role)
        ctx.audit('users.setRole', { user: name, role })
      })
      .immediate()
    return {}
  },
  'users.changePassphrase': async (ctx, input) => {
    await requirePassphrase(ctx, input.old)
    await saveWrapped(ctx, ctx.user.name, input.new)
    ctx.audit('users.changePassphrase', { user: ctx.user.name })
    return {}
  },
} satisfies Handlers<'profile.state' | Calls<'session'> | Calls<'users'>>
