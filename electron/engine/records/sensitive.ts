import { isFileKey, isSensitive, readFileEntry } from '../../../shared/attachments/entry'
import { AppError } from '../../../shared/errors'
import { knownKind } from '../../../shared/kinds'
import { may } from '../../../shared/rights'
import type { Flat } from '../../../shared/shapes'
import { headsOf, type State } from '../../../shared/sync/merge'
import type { OpenContext } from '../context'

/** Whether any of what stands there says that it is sensitive: until two marks are decided, the careful one holds. */
export function isSaidSensitive(state: State, key: string): boolean {
  const kind = knownKind(state.kind)
  return headsOf(state, key).some(([, value]) => {
    const entry = readFileEntry(value)
    return entry !== undefined && isSensitive(entry, kind)
  })
}

/** That a scan shows no papers after all, only who may look at such can know. @throws AppError `right.missing` */
export function requireMayShow(ctx: OpenContext, state: State, set: Flat): void {
  if (may(ctx.user.role, 'record.unmask')) return
  for (const [key, value] of Object.entries(set)) {
    const entry = isFileKey(key) ? readFileEntry(value) : undefined
    if (entry && !isSensitive(entry, knownKind(state.kind)) && isSaidSensitive(state, key))
      throw new AppError('right.missing', { right: 'record.unmask' })
  }
}
