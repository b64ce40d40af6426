import { createHmac, timingSafeEqual } from 'node:crypto'
import { AppError } from '../../../shared/errors'
import { canonicalJson } from '../../../shared/json'
import {
  BUNDLE_NAMESPACE,
  type CertifiedSite,
  type JoinRequest,
  joinText,
  type Manifest,
  type SiteFacts,
} from '../../../shared/sync/manifest'
import type { OpenContext } from '../context'
import type { SiteRow } from '../users/queries'
import { siteIdOf } from './keys'
import { addSite, allSites, findJoin, findSite, isLetterTaken, setCertificate, takeJoin } from './queries'
import { certify, isCertified, rowOfSite } from './sites'
import { sshVerify } from './sshsig'

/** HMAC-SHA256 of a join request with the joining file's secret (base64), hex. */
export function joinMac(secret: string, join: string, facts: SiteFacts): string {
  return createHmac('sha256', Buffer.from(secret, 'base64'))
    .update(canonicalJson(joinText(join, facts)))
    .digest('hex')
}

/**
 * Who sent a bundle, after proof: a known site that is not revoked, or a new one whose join request holds; and its
 * signature over the manifest fits.
 * @throws AppError `bundle.wrong-recipient`, `bundle.unknown-sender`, `bundle.revoked-sender`, `bundle.forged`, `join.used`,
 * `join.expired`
 */
export function provenSender(
  ctx: OpenContext,
  manifest: Manifest,
  text: Uint8Array,
  signature: string,
  bundle: string,
): SiteRow {
  if (manifest.to !== ctx.site.id) throw new AppError('bundle.wrong-recipient', { bundle })
  const known = findSite(ctx.db, manifest.from)
  const sender = known ?? requestedSite(ctx, manifest, bundle)
  if (sender.own === 1) throw new AppError('bundle.protocol', { bundle })
  if (sender.revoked_at !== null) throw new AppError('bundle.revoked-sender', { bundle })
  if (!sshVerify(sender.sign_key, BUNDLE_NAMESPACE, text, signature))
    throw new AppError('bundle.forged', { bundle })
  return sender
}

/** A laptop that joined in time may take this much longer to bring its first bundle; a finder of the file may not. */
const GRACE_MS = 60 * 24 * 3600 * 1000

/** The new site that asks to join, its request checked. */
function requestedSite(ctx: OpenContext, manifest: Manifest, bundle: string): SiteRow {
  const request = manifest.join
  if (ctx.site.role !== 'district' || !request || request.facts.id !== manifest.from)
    throw new AppError('bundle.unknown-sender', { bundle })
  const { facts } = request
  const join = findJoin(ctx.db, request.join)
  if (!join) throw new AppError('bundle.unknown-sender', { bundle })
  const isAsOffered =
    facts.role === 'street' &&
    facts.scope === join.scope &&
    facts.unit === join.scope &&
    facts.letter === join.letter &&
    facts.revokedAt === null &&
    facts.id === siteIdOf(Buffer.from(facts.signKey, 'base64')) &&
    isMac(request.mac, joinMac(join.secret, request.join, facts))
  if (!isAsOffered) throw new AppError('bundle.forged', { bundle })
  requireUnused(ctx, request, bundle)
  // By our own clock: the laptop's would be forgeable.
  if (Date.parse(join.expires) + GRACE_MS < ctx.clock.now()) throw new AppError('join.expired', { bundle })
  return rowOfSite(facts, '', 0)
}

function isMac(given: string, right: string): boolean {
  return timingSafeEqual(Buffer.from(given, 'hex'), Buffer.from(right, 'hex'))
}

function requireUnused(ctx: OpenContext, { join: id, facts }: JoinRequest, bundle: string): void {
  const usedBy = findJoin(ctx.db, id)?.used_by ?? null
  if ((usedBy !== null && usedBy !== facts.id) || isLetterTaken(ctx.db, facts.scope, facts.letter, facts.id))
    throw new AppError('join.used', { bundle })
}

/** Takes a proven sender in: a new one gets the district's certificate and uses its join up. Inside a transaction. */
export function admit(
  ctx: OpenContext,
  sender: SiteRow,
  request: JoinRequest | undefined,
  bundle: string,
): void {
  if (findSite(ctx.db, sender.id) || !request) return
  requireUnused(ctx, request, bundle)
  addSite(ctx.db, rowOfSite(request.facts, certify(ctx.site, request.facts), 0))
  takeJoin(ctx.db, request.join, sender.id)
  ctx.audit('sync.admit', { site: sender.id, scope: sender.scope, letter: sender.letter })
}

/**
 * The sites that a bundle from the district vouches for, checked; at the district nothing is taken from others.
 * @throws AppError `bundle.forged`
 */
export function vouchedSites(
  ctx: OpenContext,
  sender: SiteRow,
  sites: readonly CertifiedSite[],
  bundle: string,
): readonly CertifiedSite[] {
  if (ctx.site.role === 'district' || sender.role !== 'district') return []
  for (const site of sites) {
    const isSelfNamed = site.facts.id === siteIdOf(Buffer.from(site.facts.signKey, 'base64'))
    if (!isSelfNamed || !isCertified(sender.sign_key, site)) throw new AppError('bundle.forged', { bundle })
  }
  return sites
}

/** Keeps what the district vouches for. Keys never change: a site with other keys is another site. */
export function keepVouched(ctx: OpenContext, sites: readonly CertifiedSite[]): void {
  const known = new Set(allSites(ctx.db).map((site) => site.id))
  for (const { facts, certificate } of sites) {
    if (known.has(facts.id)) setCertificate(ctx.db, facts.id, certificate, facts.revokedAt)
    else addSite(ctx.db, rowOfSite(facts, certificate, 0))
  }
}
