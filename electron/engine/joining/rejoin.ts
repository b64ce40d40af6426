import type { Output, Parsed } from '../../../shared/contract'
import { AppError } from '../../../shared/errors'
import { openWriter } from '../changes/write'
import type { OpenContext } from '../context'
import { requireMeta, writeMeta } from '../db/meta'
import { isAsking } from '../exchange/asking'
import { ownIntroduction } from '../sites/introductions'
import { knownWith } from '../sites/known'
import { firstComputer, isSecond } from '../sites/own-sites'
import { holdIntroductions } from '../streams/apply'
import { asking, introduceHere } from './asking'
import { type JoinOffer, openJoinFile } from './join-file'

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
  if (unit.id !== site.unit || !isOfOffice(ctx, offer))
    throw new AppError('join.other-unit', { unit: unit.name })
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

/**
 * Whether the office that wrote a joining file is the one that this computer works for. That its introduction stands in the file
 * proves nothing, everybody has that: a later self shows letters, another computer of the office its word.
 */
function isOfOffice(ctx: OpenContext, { office, official }: JoinOffer): boolean {
  if (ctx.site.role === 'street') return knownWith(ctx.db, official).rows.get(office)?.role === 'district'
  const first = firstComputer(ctx)?.id
  return official.introductions.some(({ introduction }) => introduction.id === first)
}
