import { AppError } from '../../../shared/errors'
import type { Calls, Handlers } from '../handler'

const absent = (call: string): never => {
  throw new AppError('call.unknown', { call })
}

export const syncHandlers = {
  'sync.status': () => absent('sync.status'),
  'sync.exportBundle': () => absent('sync.exportBundle'),
  'sync.preview': () => absent('sync.preview'),
  'sync.importBundles': () => absent('sync.importBundles'),
  'sync.log': () => absent('sync.log'),
  'sync.createJoinFile': () => absent('sync.createJoinFile'),
  'safety.verify': () => absent('safety.verify'),
  'profile.createDistrict': () => absent('profile.createDistrict'),
  'profile.join': () => absent('profile.join'),
} satisfies Handlers<Calls<'sync'> | 'safety.verify' | 'profile.createDistrict' | 'profile.join'>
