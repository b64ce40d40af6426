import type { Output, Parsed } from '../../../shared/contract'
import { AppError } from '../../../shared/errors'
import type { OpenContext } from '../context'
import { readMeta, requireMeta, writeMeta } from '../db/meta'
import { joinMac } from '../sites/admission'
import { takeLetter } from '../sites/own-sites'
import { keepVouched } from '../sites/proven-sender'
import { findSite } from '../sites/queries'
import { openJoinFile, requireDistrict } from './join-file'

/**
 * Gives a fresh joining file to a laptop that has records already and that its district has not let in.
 * The old file was used by another laptop, came too late, or is not known any more.
 * Records, keys and numbers stay; what the laptop writes from now on is numbered under the new file's letter.
 * @throws AppError `right.missing` away from a street, `join.admitted`, `join.other-unit`, `join.other-letter`
 * @throws AppError `join.*` as `openJoinFile`, `file.unreadable`
 */
export async function rejoin(
  ctx: OpenContext,
  input: Parsed<'sites.rejoin'>,
): Promise<Output<'sites.rejoin'>> {
  const own = findSite(ctx.db, ctx.site.id)
  const request = readMeta(ctx.db, 'joinRequest')
  if (ctx.site.role !== 'street' || !own || !request)
    throw new AppError('right.missing', { right: 'profile.manage' })
  if (own.certificate !== '') throw new AppError('join.admitted')
  const offer = await openJoinFile(ctx.pathOf(input.file), input.joinPassphrase, ctx.clock.now())
  requireDistrict(offer)
  if (offer.unit.id !== ctx.site.scope || offer.recovery !== requireMeta(ctx.db, 'recoveryRecipient'))
    throw new AppError('join.other-unit', { unit: offer.unit.name })
  // The first of its former selves asks, and the successors' letters follow from that self's letter.
  const isRenewed = request.facts.id !== own.id
  if (isRenewed && offer.letter !== request.facts.letter)
    throw new AppError('join.other-letter', { letter: request.facts.letter })
  const facts = { ...request.facts, letter: offer.letter }
  ctx.db
    .transaction(() => {
      // The district may have new keys by now; its former self has ended then.
      keepVouched(ctx, [offer.district, ...offer.former])
      writeMeta(ctx.db, 'joinRequest', { join: offer.id, facts, mac: joinMac(offer.secret, offer.id, facts) })
      if (!isRenewed) takeLetter(ctx, own, offer.letter)
      ctx.audit('sites.rejoin', { join: offer.id, letter: offer.letter })
    })
    .immediate()
  ctx.emit('session', { state: 'open' })
  return { site: own.id, unit: offer.unit.name, letter: isRenewed ? own.letter : offer.letter }
}
