import type { Handlers } from '../handler'
import { profileState, unlock } from './door'

export const profileHandlers = {
  'profile.state': (ctx) => profileState(ctx),
  'session.unlock': async (ctx, { user, passphrase }) => {
    await unlock(ctx, user, passphrase)
    return profileState(ctx)
  },
  'session.lock': (ctx) => {
    ctx.session.leave()
    return profileState(ctx)
  },
} satisfies Handlers<'profile.state' | 'session.unlock' | 'session.lock'>
