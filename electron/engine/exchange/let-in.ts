import type { Output, Parsed } from '../../../shared/contract'
import { AppError } from '../../../shared/errors'
import { openWriter } from '../changes/write'
import type { OpenContext } from '../context'
import { openRecordIndex } from '../search/index-records'
import { cutOf } from '../sites/closing'
import { refreshSites } from '../sites/known'
import { findSite } from '../sites/queries'
import { moveCuts } from '../sites/revoke'
import { siteName, vouchesFor } from '../sites/sites'
import { judgeCounts, waitingOf } from '../streams/counting'
import { roomsHere } from '../streams/rooms'

/**
 * Lets in what is held here of a lost computer and did not count: a person has looked at who brought it. The word goes to the
 * other computers with the next bundles. @throws AppError `right.missing`, `peer.unknown`
 */
export function letIn(ctx: OpenContext, input: Parsed<'sites.letIn'>): Output<'sites.letIn'> {
  const site = findSite(ctx.db, input.site)
  if (ctx.site.role === 'street') throw new AppError('right.missing', { right: 'profile.manage' })
  if (!site || !cutOf(site) || !vouchesFor(ctx.site, site))
    throw new AppError('peer.unknown', { peer: input.site })
  const changes = waitingOf(ctx.db, site.id)
  const work = ctx.db.transaction((): readonly string[] => {
    const writer = openWriter(ctx, openRecordIndex(ctx, changes), roomsHere(ctx))
    moveCuts(ctx, writer, [site.id])
    writer.settle()
    refreshSites(ctx)
    writer.refold(judgeCounts(ctx.db))
    return writer.finish().kinds
  })
  const kinds = work.immediate()
  if (kinds.length > 0) ctx.emit('changed', { kinds: [...kinds] })
  return { site: site.id, name: siteName(site), changes }
}
