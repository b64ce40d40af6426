import { AppError } from '../../../shared/errors'
import { sweepIncoming } from '../blobs/blob-store'
import { sweepSpools } from '../bundle/spool'
import type { OpenContext } from '../context'
import { isOnlyLookedAt } from '../db/open'

/**
 * Runs one exchange of a profile: exchanges go one after the other, and each starts with a clean temporary place.
 * @throws AppError `profile.read-only`, `task.cancelled` where it was cancelled while it waited
 */
export function oneExchange<T>(ctx: OpenContext, work: () => Promise<T>): Promise<T> {
  if (isOnlyLookedAt(ctx)) throw new AppError('profile.read-only')
  return oneAtATime(ctx.profile, () => {
    ctx.signal.throwIfAborted()
    sweepSpools(ctx.profile)
    sweepIncoming(ctx.profile)
    return work()
  })
}

const last = new Map<string, Promise<unknown>>()

/** Runs long work on one profile after the work before it: serial numbers and temporary files stay in order. */
function oneAtATime<T>(profile: string, work: () => Promise<T>): Promise<T> {
  const mine = Promise.allSettled([last.get(profile)]).then(work)
  last.set(profile, mine)
  return mine
}
