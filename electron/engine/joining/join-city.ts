import type { Output, Parsed } from '../../../shared/contract'
import { AppError } from '../../../shared/errors'
import { roleAbove } from '../../../shared/sync/manifest'
import type { OpenContext } from '../context'
import { writeMeta } from '../db/meta'
import { joinMac } from '../sites/admission'
import { siteIdOf } from '../sites/keys'
import { addSite, findSite } from '../sites/queries'
import { factsOfSite, isCertified, rowOfSite } from '../sites/sites'
import { openJoinFile } from './join-file'

/**
 * Connects this district to its city, or a city to its province, by that office's joining file: from now on it can export to it.
 * Its next bundle asks to be let in. @throws AppError `right.missing` at a street and at a province, `join.*`, `file.unreadable`
 */
export async function joinCity(
  ctx: OpenContext,
  input: Parsed<'sites.joinCity'>,
): Promise<Output<'sites.joinCity'>> {
  const above = roleAbove[ctx.site.role]
  if (ctx.site.role === 'street' || !above) throw new AppError('right.missing', { right: 'profile.manage' })
  const offer = await openJoinFile(ctx.pathOf(input.file), input.joinPassphrase, ctx.clock.now())
  const { facts } = offer.district
  const isSelfNamed = facts.id === siteIdOf(Buffer.from(facts.signKey, 'base64'))
  if (!isSelfNamed || facts.role !== above || !isCertified(facts.signKey, offer.district))
    throw new AppError('join.damaged')
  const own = findSite(ctx.db, ctx.site.id)
  if (!own) throw new AppError('profile.damaged', { fact: 'site' })
  const ours = factsOfSite(own)
  ctx.db
    .transaction(() => {
      if (!findSite(ctx.db, facts.id)) addSite(ctx.db, rowOfSite(facts, offer.district.certificate, 0))
      writeMeta(ctx.db, 'cityRequest', {
        join: offer.id,
        facts: ours,
        mac: joinMac(offer.secret, offer.id, ours),
      })
      ctx.audit('sites.joinCity', { city: facts.id })
    })
    .immediate()
  return { site: facts.id, unit: offer.unit.name }
}
