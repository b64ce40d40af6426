import type { Output, Parsed } from '../../../shared/contract'
import { AppError } from '../../../shared/errors'
import { requireRight } from '../../../shared/rights'
import { DISTRICT_SCOPE } from '../../../shared/sync/change'
import { OFFICIAL_VERSION, recordOfSite, SITE_KIND, type SiteWord } from '../../../shared/sync/site'
import { type ChangeWriter, openWriter } from '../changes/write'
import type { OpenContext } from '../context'
import { isoNow } from '../moment'
import { cutHere, cutOf } from './closing'
import { isFirst } from './house'
import { knownWith, refreshSites } from './known'
import { findSite, type SiteRow } from './queries'
import { siteName } from './sites'

type Sayer = Pick<ChangeWriter, 'say'>

/** This office's word about a site right below. Runs inside a transaction. */
export function sayWord(ctx: Pick<OpenContext, 'site' | 'user'>, writer: Sayer, word: SiteWord): void {
  writer.say({
    site: ctx.site.id,
    scope: DISTRICT_SCOPE,
    record: recordOfSite(word.site),
    kind: SITE_KIND,
    kindVersion: OFFICIAL_VERSION,
    author: ctx.user.name,
    set: { ...word },
    over: {},
  })
}

/** Lets a site in, under the name that it has here. Runs inside a transaction. */
export function sayJoined(
  ctx: Pick<OpenContext, 'site' | 'user'>,
  writer: Sayer,
  { id, scope, unit_name, letter }: Pick<SiteRow, 'id' | 'scope' | 'unit_name' | 'letter'>,
): void {
  sayWord(ctx, writer, { site: id, joined: { scope, unitName: unit_name, letter } })
}

/**
 * Ends a lost computer: its changes that are held now stay, signed by it.
 * Nothing of it that comes later counts, whichever site brings it.
 * The word goes to the other computers with the next bundles. @throws AppError `right.missing`, `peer.unknown`, `sites.first`
 */
export function revokeSite(ctx: OpenContext, input: Parsed<'sites.revoke'>): Output<'sites.revoke'> {
  // Only an office ends computers.
  if (ctx.site.role === 'street') throw new AppError('right.missing', { right: 'profile.manage' })
  const site = findSite(ctx.db, input.site)
  if (!site || site.own === 1) throw new AppError('peer.unknown', { peer: input.site })
  if (site.revoked_at !== null) return answer(site)
  const { family } = knownWith(ctx.db)
  // Whom a computer came in by, it does not end: nobody would hear that.
  if (isFirst(family, site.id, ctx.site.id)) throw new AppError('sites.first', { from: siteName(site) })
  const ended = { at: isoNow(ctx.clock), reason: input.reason }
  return ctx.db
    .transaction(() => {
      const writer = openWriter(ctx)
      sayWord(ctx, writer, { site: site.id, ended, cut: cutHere(ctx.db, site.id) })
      writer.finish()
      refreshSites(ctx)
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

/**
 * After a person let changes of lost computers in: their cuts move on to what is held now. Runs inside a transaction, and the
 * caller judges anew.
 */
export function moveCuts(ctx: OpenContext, writer: Sayer, sites: readonly string[]): void {
  for (const id of new Set(sites)) {
    if (!cutOf(findSite(ctx.db, id))) continue
    sayWord(ctx, writer, { site: id, cut: cutHere(ctx.db, id) })
    ctx.audit('sites.accept-closed', { site: id })
  }
}

/** @throws AppError `right.missing` */
export function requireManager(ctx: OpenContext): void {
  requireRight(ctx.user.role, 'profile.manage')
}
