import { AppError } from '../../../shared/errors'
import type { OpenContext } from '../context'
import { sealAllAnew } from '../copies/keep-copies'
import type { Calls, Handlers } from '../handler'
import { isoNow } from '../moment'
import { requirePassphrase } from '../profile/door'
import { replaceKeys } from '../profile/known-keys'
import { holderFor, withHolder, withoutHolder } from '../profile/new-holder'
import { giveNewKey } from '../profile/new-key'
import { endOldKeys } from '../profile/old-keys'
import { requireStrong } from '../profile/profile'
import { addUser, allUsers, findUser, removeUser, setRole } from '../profile/queries'
import type { AloneContext } from '../session'
import { newSiteKeys } from '../sites/keys'
import { renewSite } from '../streams/renew'
import { handOver } from './hand-over'

/** Somebody else who can sign in here. @throws AppError `user.self`, `user.not-found` */
function requireOther(ctx: OpenContext, name: string): void {
  // Who may manage stays, so there is always somebody left who may.
  if (name === ctx.user.name) throw new AppError('user.self')
  if (!findUser(ctx.db, name)) throw new AppError('user.not-found', { user: name })
}

interface NewPassphrase {
  readonly name: string
  readonly passphrase: string
  readonly action: 'users.setPassphrase' | 'users.changePassphrase'
}

async function changePassphrase(
  ctx: AloneContext,
  { name, passphrase, action }: NewPassphrase,
): Promise<{ readonly rekeyed: boolean }> {
  requireStrong(passphrase, name)
  const holder = await holderFor(ctx, name, passphrase)
  replaceKeys(
    ctx,
    (held) => withHolder(held, holder),
    () => {
      // An older file of keys must not open anything with the old passphrase either.
      endOldKeys(ctx.db)
      ctx.audit(action, { user: name })
    },
  )
  return { rekeyed: await giveNewKey(ctx, sealAllAnew) }
}

export const userHandlers = {
  'session.handOver': (ctx, input) => handOver(ctx, input),
  'users.list': (ctx) => ({ users: allUsers(ctx.db) }),
  'users.add': async (ctx, { name, role, passphrase }) => {
    if (findUser(ctx.db, name)) throw new AppError('user.exists', { user: name })
    requireStrong(passphrase, name)
    const holder = await holderFor(ctx, name, passphrase)
    replaceKeys(
      ctx,
      (held) => withHolder(held, holder),
      () => {
        addUser(ctx.db, { name, role, createdAt: isoNow(ctx.clock) })
        ctx.audit('users.add', { user: name, role })
      },
    )
    return { name }
  },
  'users.remove': async (ctx, { name }) => {
    requireOther(ctx, name)
    const siteKeys = await newSiteKeys()
    // Kept from inside the transaction: a disk that refuses to be read after it must not deny what is done.
    let { letter } = ctx.site
    replaceKeys(
      ctx,
      (held) => withoutHolder(held, name),
      () => {
        // A copy that the person has holds this computer's signing key: it must speak for nobody.
        letter = renewSite(ctx, siteKeys, { rewound: false, reason: '人员离开，已换新密钥' }).letter
        removeUser(ctx.db, name, isoNow(ctx.clock))
        endOldKeys(ctx.db)
        ctx.audit('users.remove', { user: name })
      },
    )
    ctx.emit('session', { state: 'open' })
    ctx.emit('changed', { kinds: [] })
    return { rekeyed: await giveNewKey(ctx, sealAllAnew), letter }
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
  'users.setPassphrase': async (ctx, { name, passphrase }) => {
    requireOther(ctx, name)
    return changePassphrase(ctx, { name, passphrase, action: 'users.setPassphrase' })
  },
  'users.changePassphrase': async (ctx, input) => {
    await requirePassphrase(ctx, input.old)
    const { name } = ctx.user
    return changePassphrase(ctx, { name, passphrase: input.new, action: 'users.changePassphrase' })
  },
} satisfies Handlers<'session.handOver' | Calls<'users'>>
