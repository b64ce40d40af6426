import { AppError } from '../../../shared/errors'
import type { Handlers } from '../handler'

const absent = (call: string): never => {
  throw new AppError('call.unknown', { call })
}

export const demoHandlers = {
  'profile.demo': () => absent('profile.demo'),
} satisfies Handlers<'profile.demo'>
