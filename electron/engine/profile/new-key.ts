import { AppError } from '../../../shared/errors'
import type { AloneContext } from '../session'
import { makeNewKey, notChanged, putCopyInPlace } from './rotation'

/**
 * Gives the profile a data key that a removed person never had, for everybody who stays, beside all that goes on.
 * Where it fails the key stays, which the log says, and the next sign-in tries again.
 * @returns whether it was changed, and who has to sign in once before. @throws AppError `session.locked`
 */
export async function giveNewKey(
  ctx: AloneContext,
): Promise<{ readonly rekeyed: boolean; readonly waitingFor: readonly string[] }> {
  const next = await makeNewKey(ctx, ctx.db, ctx.dataKey)
  if ('waitingFor' in next) return { rekeyed: false, waitingFor: next.waitingFor }
  let rekeyed = false
  try {
    await ctx.exchange({ name: 'rekeyed-copy', key: next.key }, (open) => {
      const changed = putCopyInPlace(ctx, open, next)
      rekeyed = changed.rekeyed
      return changed.profile
    })
  } catch (error) {
    if (error instanceof AppError && error.code === 'session.locked') throw error
    notChanged(ctx, error)
  }
  return { rekeyed, waitingFor: [] }
}
