import { AppError } from '../../../shared/errors'
import { resealContents } from '../blobs/reseal'
import type { OpenContext } from '../context'
import { openContext } from '../open-context'
import type { AloneContext } from '../session'
import { dropAside } from './old-keys'
import { type Changed, makeNewKey, notChanged, putCopyInPlace } from './rotation'

/**
 * Gives the profile a data key that nobody's former passphrase opens, beside all that goes on.
 * @param after what else the former keys must not open; where it fails the next sign-in or the next backup does it
 * @returns whether it is in use already; otherwise the next sign-in changes it. @throws AppError `session.locked`
 */
export async function giveNewKey(
  ctx: AloneContext,
  after?: (ctx: OpenContext) => Promise<void>,
): Promise<boolean> {
  let changed: Changed | undefined
  try {
    const next = await makeNewKey(ctx, ctx)
    const { key, keysFiles } = next
    await ctx.exchange({ name: 'rekeyed-copy', key, keysFiles }, (open) => {
      changed = putCopyInPlace(ctx, open, next)
      return changed.profile
    })
    if (changed?.rekeyed) {
      const open = openContext(ctx, changed.profile)
      dropAside(open)
      await resealContents(open)
      await after?.(open)
    }
  } catch (error) {
    if (error instanceof AppError && error.code === 'session.locked') throw error
    notChanged(ctx, error)
  }
  return changed?.rekeyed ?? false
}
