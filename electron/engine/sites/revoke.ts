import type { Output, Parsed } from '../../../shared/contract'
import { AppError } from '../../../shared/errors'
import { requireRight } from '../../../shared/rights'
import type { Closing } from '../../../shared/sync/manifest'
import type { OpenContext } from '../context'
import { isoNow } from '../moment'
import { cutHere, readClosing, widenedCut } from './closing'
import { findSite, type SiteRow, setCertificate } from './queries'
import { certify, factsOfSite, siteName } from './sites'

/**
 * Ends a lost computer: its changes that are held now stay, signed by it.
 * Nothing of it that comes later counts, whichever site brings it.
 * The word goes to the other computers with the next bundles. @throws AppError `right.missing`, `peer.unknown`
 */
export function revokeSite(ctx: OpenContext, input: Parsed<'sites.revoke'>): Output<'sites.revoke'> {
  // Only a site that vouches for computers ends them.
  if (ctx.site.role === 'street') throw new AppError('right.missing', { right: 'profile.manage' })
  const site = findSite(ctx.db, input.site)
  if (!site || site.own === 1) throw new AppError('peer.unknown', { peer: input.site })
  if (site.revoked_at !== null) return answer(site)
  return ctx.db
    .transaction(() => {
      end(ctx, site, { reason: input.reason, cut: widenedCut([], cutHere(ctx.db, site.id)) })
      ctx.audit('sites.revoke', { site: site.id, scope: site.scope, letter: site.letter })
      return answer(findSite(ctx.db, site.id) ?? site)
    })
    .immediate()
}

const answer = (site: SiteRow): Output<'sites.revoke'> => ({
  site: site.id,
  name: siteName(site),
  revokedAt: site.revoked_at ?? '',
})

/** A site's row once it has ended, before the district has given its word for that. */
export function endedBy(ctx: OpenContext, site: SiteRow, closing: Closing): SiteRow {
  return {
    ...site,
    revoked_at: site.revoked_at ?? isoNow(ctx.clock),
    closing: JSON.stringify(closing),
  }
}

/** Writes the district's word that a site has ended; inside a transaction. */
export function end(ctx: OpenContext, site: SiteRow, closing: Closing): void {
  const ended = endedBy(ctx, site, closing)
  setCertificate(ctx.db, { ...ended, certificate: certify(ctx.site, factsOfSite(ended)) })
}

/**
 * After a person let changes of ended computers in: their cuts move on to what is held now. Runs inside a transaction.
 */
export function moveCuts(ctx: OpenContext, sites: readonly string[]): void {
  for (const id of new Set(sites)) {
    const site = findSite(ctx.db, id)
    if (!site?.closing) continue
    const closing = readClosing(site.closing)
    if (!closing.cut) continue
    end(ctx, site, { ...closing, cut: widenedCut(closing.cut, cutHere(ctx.db, id)) })
    ctx.audit('sites.accept-closed', { site: id })
  }
}

/** @throws AppError `right.missing` */
export function requireManager(ctx: OpenContext): void {
  requireRight(ctx.user.role, 'profile.manage')
}
