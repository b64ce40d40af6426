import { AppError } from '../../../shared/errors'
import type { Calls, Handlers } from '../handler'

const absent = (call: string): never => {
  throw new AppError('call.unknown', { call })
}

export const userHandlers = {
  'profile.state': () => absent('profile.state'),
  'session.unlock': () => absent('session.unlock'),
  'session.lock': () => absent('session.lock'),
  'users.list': () => absent('users.list'),
  'users.add': () => absent('users.add'),
  'users.changePassphrase': () => absent('users.changePassphrase'),
} satisfies Handlers<'profile.state' | Calls<'session'> | Calls<'users'>>
