import { AppError } from '../../../shared/errors'
import { resealContents } from '../blobs/reseal'
import { openContext } from '../open-context'
import type { AloneContext } from '../session'
import { type Changed, makeNewKey, notChanged, putCopyInPlace } from './rotation'

/**
 * Gives the profile a data key that nobody's former passphrase opens, beside all that goes on.
 * @returns whether it is in use already; otherwise the next sign-in changes it. @throws AppError `session.locked`
 */
export async function giveNewKey(ctx: AloneContext): Promise<boolean> {
  let changed: Changed | undefined
  try {
    const next = await makeNewKey(ctx, ctx)
    const { key, keysFiles } = next
    await ctx.exchange({ name: 'rekeyed-copy', key, keysFiles }, (open) => {
      changed = putCopyInPlace(ctx, open, next)
      return changed.profile
    })
    if (changed?.rekeyed) await resealContents(openContext(ctx, changed.profile))
  } catch (error) {
    if (error instanceof AppError && error.code === 'session.locked') throw error
    notChanged(ctx, error)
  }
  return changed?.rekeyed ?? false
}
