import type { Output, Parsed } from '../../../shared/contract'
import { AppError } from '../../../shared/errors'
import { openWriter } from '../changes/write'
import type { OpenContext } from '../context'
import { readMeta, requireMeta, writeMeta } from '../db/meta'
import { isAsking } from '../exchange/asking'
import { ownIntroduction } from '../sites/introductions'
import { firstComputer, isSecond } from '../sites/own-sites'
import { holdIntroductions } from '../streams/apply'
import { asking, introduceHere } from './asking'
import { openJoinFile } from './join-file'

/**
 * Gives a fresh joining file to a computer that has records already and that its district has not let in.
 * The old file was used by another laptop, came too late, or is not known any more.
 * Records, keys and numbers stay; what the laptop writes from now on is numbered under the new file's letter.
 * @throws AppError `right.missing` at an office's first computer, `join.admitted`, `join.other-unit`
 * @throws AppError `join.*` as `openJoinFile`, `file.unreadable`
 */
export async function rejoin(
  ctx: OpenContext,
  input: Parsed<'sites.rejoin'>,
): Promise<Output<'sites.rejoin'>> {
  const { site } = ctx
  const own = ownIntroduction(ctx.db, site.id)
  if (!own || (site.role !== 'street' && !isSecond(ctx)))
    throw new AppError('right.missing', { right: 'profile.manage' })
  if (!isAsking(ctx)) throw new AppError('join.admitted')
  const offer = await openJoinFile(ctx.pathOf(input.file), input.joinPassphrase, ctx.clock.now(), 'district')
  const { unit, letter } = offer
  const office = site.role === 'street' ? readMeta(ctx.db, 'office') : firstComputer(ctx)?.id
  const isOurs = offer.official.introductions.some(({ introduction }) => introduction.id === office)
  if (unit.id !== site.unit || !isOurs) throw new AppError('join.other-unit', { unit: unit.name })
  ctx.db
    .transaction(() => {
      const writer = openWriter(ctx)
      holdIntroductions(ctx, writer, offer.official.introductions)
      writer.finish()
      // The district may have new keys by now; its former self has ended then.
      if (site.role === 'street') writeMeta(ctx.db, 'office', offer.office)
      if (offer.recovery !== requireMeta(ctx.db, 'recoveryRecipient')) {
        writeMeta(ctx.db, 'recoveryRecipient', offer.recovery)
        writeMeta(ctx.db, 'rekeyDue', true)
      }
      introduceHere(ctx, asking({ ...own, letter }, offer))
      ctx.audit('sites.rejoin', { join: offer.id, letter })
    })
    .immediate()
  ctx.emit('session', { state: 'open' })
  return { site: site.id, unit: unit.name, letter }
}
