import { AppError } from '../../../shared/errors'
import type { AloneContext } from '../session'
import { makeNewKey, notChanged, putCopyInPlace } from './rotation'

/**
 * Gives the profile a data key that nobody's former passphrase opens, beside all that goes on.
 * @returns whether it is in use already; otherwise the next sign-in changes it. @throws AppError `session.locked`
 */
export async function giveNewKey(ctx: AloneContext): Promise<boolean> {
  let rekeyed = false
  try {
    const next = await makeNewKey(ctx, ctx)
    const { key, keysFiles } = next
    await ctx.exchange({ name: 'rekeyed-copy', key, keysFiles }, (open) => {
      const changed = putCopyInPlace(ctx, open, next)
      rekeyed = changed.rekeyed
      return changed.profile
    })
  } catch (error) {
    if (error instanceof AppError && error.code === 'session.locked') throw error
    notChanged(ctx, error)
  }
  return rekeyed
}
