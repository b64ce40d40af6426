import type { Handlers } from '../handler'
import { doorState, unlock } from './door'

export const profileHandlers = {
  'profile.state': (ctx) => doorState(ctx),
  'session.unlock': async (ctx, { user, passphrase }) => {
    await unlock(ctx, user, passphrase, ctx.beside)
    return doorState(ctx)
  },
  'session.lock': (ctx) => {
    ctx.session.leave()
    return doorState(ctx)
  },
} satisfies Handlers<'profile.state' | 'session.unlock' | 'session.lock'>
