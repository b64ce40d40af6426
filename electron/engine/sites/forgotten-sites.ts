import type { CertifiedSite, Manifest } from '../../../shared/sync/manifest'
import type { OpenContext } from '../context'
import { admit } from './admission'
import { siteIdOf } from './keys'
import { ownSites } from './own-sites'
import { allSites, findSite, type SiteRow } from './queries'
import { certify, factsOfSite, isCertified, rowOfSite } from './sites'

/**
 * What the districts have said of a laptop's own street, for its district.
 * A restored district may have forgotten the laptops that it let in since its backup, and those that it ended.
 * A laptop's own note (it was restored) is nobody's word: of such a site it shows what the district said before.
 */
export function wordsForDistrict(ctx: OpenContext): CertifiedSite[] {
  const sites = allSites(ctx.db)
  const districts = sites.filter(({ role }) => role === 'district')
  const isSaid = (site: CertifiedSite): boolean =>
    districts.some((district) => isCertified(district.sign_key, site))
  return sites
    .filter((site) => site.role === 'street' && site.scope === ctx.site.scope)
    .flatMap((site) => {
      const { certificate } = site
      const living = { ...site, revoked_at: null, closing: null }
      return [site, living].map((row) => ({ facts: factsOfSite(row), certificate })).find(isSaid) ?? []
    })
}

/**
 * The district's own words about laptops of the sender's street, under the key of today or of a former self, as a
 * bundle shows them.
 */
function ownWords(ctx: OpenContext, sites: readonly CertifiedSite[], scope: string): CertifiedSite[] {
  const keys = ownSites(ctx).flatMap(({ id }) => findSite(ctx.db, id)?.sign_key ?? [])
  return sites.filter(
    (site) =>
      site.facts.role === 'street' &&
      site.facts.scope === scope &&
      site.facts.id === siteIdOf(Buffer.from(site.facts.signKey, 'base64')) &&
      keys.some((key) => isCertified(key, site)),
  )
}

/**
 * The ends of laptops that this district declared and may have forgotten, said anew. An end is never taken back, so it
 * holds at once.
 */
export function ownEndings(
  ctx: OpenContext,
  sites: readonly CertifiedSite[],
  scope: string,
): CertifiedSite[] {
  return ownWords(ctx, sites, scope)
    .filter(({ facts }) => facts.revokedAt !== null)
    .map(({ facts }) => ({ facts, certificate: certify(ctx.site, facts) }))
}

/**
 * At a district: the laptop that a bundle comes from, or its latest former self, as this district once spoke of it and
 * has forgotten it.
 * Nobody when one of them is known still.
 * The laptop may have been ended since as well, and a found old key could vouch for any laptop: a person decides.
 * An end is the district's word too: it may name the successor that the district let in then.
 */
export function forgottenSite(ctx: OpenContext, manifest: Manifest): SiteRow | undefined {
  if (ctx.site.role !== 'district') return undefined
  const { from, sites, successions = [] } = manifest
  const selves = [from, ...successions.toReversed().map(({ predecessor }) => predecessor)]
  if (selves.some((id) => findSite(ctx.db, id))) return undefined
  const shown = selves.flatMap((id) => sites.find(({ facts }) => facts.id === id) ?? [])
  const word = shown.find((site) => ownWords(ctx, [site], site.facts.scope).length > 0)
  return word && rowOfSite(word.facts, '', 0)
}

/** Knows a forgotten laptop again, after a person said so. Inside a transaction. */
export function remember(ctx: OpenContext, site: SiteRow): void {
  if (findSite(ctx.db, site.id)) return
  admit(ctx, factsOfSite(site))
  ctx.audit('sync.remember', { site: site.id, scope: site.scope, letter: site.letter })
}
