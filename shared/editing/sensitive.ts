import { isFileKey, isSensitive, readFileEntry } from '../attachments/entry'
import { AppError } from '../errors'
import { knownKind } from '../kinds'
import { may, type Role } from '../rights'
import type { Flat } from '../shapes'
import { headsOf, type State } from '../sync/merge'

/** Whether any of what stands there says that it is sensitive: until two marks are decided, the careful one holds. */
export function isSaidSensitive(state: State, key: string): boolean {
  const kind = knownKind(state.kind)
  return headsOf(state, key).some(([, value]) => {
    const entry = readFileEntry(value)
    return entry !== undefined && isSensitive(entry, kind)
  })
}

/** That a scan shows no papers after all, only who may look at such can know. @throws AppError `right.missing` */
export function requireMayShow(role: Role, state: State, set: Flat): void {
  if (may(role, 'record.unmask')) return
  for (const [key, value] of Object.entries(set)) {
    const entry = isFileKey(key) ? readFileEntry(value) : undefined
    if (entry && !isSensitive(entry, knownKind(state.kind)) && isSaidSensitive(state, key))
      throw new AppError('right.missing', { right: 'record.unmask' })
  }
}
