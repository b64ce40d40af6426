import type { Output, Parsed } from '../../../shared/contract'
import { AppError } from '../../../shared/errors'
import { roleAbove } from '../../../shared/sync/manifest'
import { openWriter } from '../changes/write'
import type { OpenContext } from '../context'
import { writeMeta } from '../db/meta'
import { ownIntroduction } from '../sites/introductions'
import { isSecond } from '../sites/own-sites'
import { holdIntroductions } from '../streams/apply'
import { asking, introduceHere } from './asking'
import { openJoinFile } from './join-file'

/**
 * Connects this district to its city, or a city to its province, by that office's joining file: from now on it can export to it.
 * Its next bundle asks to be let in. @throws AppError `right.missing` at a street and at a province, `join.second`, `join.*`, `file.unreadable`
 */
export async function joinCity(
  ctx: OpenContext,
  input: Parsed<'sites.joinCity'>,
): Promise<Output<'sites.joinCity'>> {
  const above = roleAbove[ctx.site.role]
  if (ctx.site.role === 'street' || !above) throw new AppError('right.missing', { right: 'profile.manage' })
  if (isSecond(ctx)) throw new AppError('join.second')
  const offer = await openJoinFile(ctx.pathOf(input.file), input.joinPassphrase, ctx.clock.now(), above)
  const own = ownIntroduction(ctx.db, ctx.site.id)
  if (!own) throw new AppError('profile.damaged', { fact: 'site' })
  ctx.db
    .transaction(() => {
      const writer = openWriter(ctx)
      holdIntroductions(ctx, writer, offer.official.introductions)
      writer.finish()
      writeMeta(ctx.db, 'office', offer.office)
      introduceHere(ctx, asking(own, offer))
      ctx.audit('sites.joinCity', { city: offer.office })
    })
    .immediate()
  return { site: offer.office, unit: offer.unit.name }
}
