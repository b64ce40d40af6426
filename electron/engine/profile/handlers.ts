import type { Handlers } from '../handler'
import { doorState, unlock } from './door'
import { recoverProfile } from './recover'

export const profileHandlers = {
  'profile.state': (ctx) => doorState(ctx),
  'session.unlock': async (ctx, { user, passphrase }) => {
    await unlock(ctx, user, passphrase, ctx.beside)
    return doorState(ctx)
  },
  'session.recover': async (ctx, input) => {
    await recoverProfile(ctx, input)
    return doorState(ctx)
  },
  'session.lock': (ctx) => {
    ctx.session.leave()
    return doorState(ctx)
  },
} satisfies Handlers<'profile.state' | 'session.unlock' | 'session.recover' | 'session.lock'>
