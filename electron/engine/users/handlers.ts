import { AppError } from '../../../shared/errors'
import type { OpenContext } from '../context'
import { writeMeta } from '../db/meta'
import type { Calls, Handlers } from '../handler'
import { isoNow } from '../moment'
import { requirePassphrase, saveHolder } from '../profile/door'
import { readKeys, writeKeys } from '../profile/keys-file'
import { giveNewKey } from '../profile/new-key'
import { requireStrong } from '../profile/profile'
import { addUser, allUsers, findUser, removeUser, setRecipient, setRole } from '../profile/queries'
import { handOver } from './hand-over'

/** Somebody else who can sign in here. @throws AppError `user.self`, `user.not-found` */
function requireOther(ctx: OpenContext, name: string): void {
  // Who may manage stays, so there is always somebody left who may.
  if (name === ctx.user.name) throw new AppError('user.self')
  if (!findUser(ctx.db, name)) throw new AppError('user.not-found', { user: name })
}

export const userHandlers = {
  'session.handOver': (ctx, input) => handOver(ctx, input),
  'users.list': (ctx) => ({ users: allUsers(ctx.db) }),
  'users.add': async (ctx, { name, role, passphrase }) => {
    if (findUser(ctx.db, name)) throw new AppError('user.exists', { user: name })
    // The key first: without a row in the database it opens nothing, while a row without a key would lock the name.
    requireStrong(passphrase)
    const recipient = await saveHolder(ctx, ctx, name, passphrase)
    ctx.db
      .transaction(() => {
        addUser(ctx.db, { name, role, createdAt: isoNow(ctx.clock) }, recipient)
        ctx.audit('users.add', { user: name, role })
      })
      .immediate()
    return { name }
  },
  'users.remove': async (ctx, { name }) => {
    requireOther(ctx, name)
    ctx.db
      .transaction(() => {
        removeUser(ctx.db, name, isoNow(ctx.clock))
        writeMeta(ctx.db, 'rekeyDue', true)
        ctx.audit('users.remove', { user: name })
        // Last, so that a database that refuses keeps the key; should only the commit fail, removing may be repeated.
        const keys = readKeys(ctx.profile)
        writeKeys(ctx.profile, { ...keys, users: keys.users.filter((holder) => holder.name !== name) })
      })
      .immediate()
    // The person is removed all the same where it fails.
    const { rekeyed, waitingFor } = await giveNewKey(ctx)
    return { rekeyed, waitingFor: [...waitingFor] }
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
    requireStrong(input.new)
    const recipient = await saveHolder(ctx, ctx, ctx.user.name, input.new)
    ctx.db
      .transaction(() => {
        setRecipient(ctx.db, ctx.user.name, recipient)
        ctx.audit('users.changePassphrase', { user: ctx.user.name })
      })
      .immediate()
    return {}
  },
} satisfies Handlers<'session.handOver' | Calls<'users'>>
