import { AppError } from '../../../shared/errors'
import type { Handlers } from '../handler'

const absent = (call: string): never => {
  throw new AppError('call.unknown', { call })
}

export const backupHandlers = {
  'safety.backup': () => absent('safety.backup'),
} satisfies Handlers<'safety.backup'>
