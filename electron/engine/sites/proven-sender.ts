import { AppError } from '../../../shared/errors'
import {
  BUNDLE_NAMESPACE,
  type CertifiedSite,
  isBelow,
  type JoinRequest,
  type Manifest,
  type Succession,
} from '../../../shared/sync/manifest'
import type { OpenContext } from '../context'
import { hasLetterOfOther, requestedSite } from './admission'
import { isNewerWord } from './closing'
import { forgottenSite, ownEndings, remember } from './forgotten-sites'
import { siteIdOf } from './keys'
import { ownSites, takeLetter } from './own-sites'
import { addSite, allSites, findSite, type SiteRow, setCertificate } from './queries'
import { realmsHere } from './realms'
import { exchanges, factsOfSite, isCertified, rowOfSite, siteName, vouchesFor } from './sites'
import { sshVerify } from './sshsig'
import { admitSuccessor, formerSelves, provenSuccessor, type Succeeded } from './succession'

/** A manifest as it was read, before the reader believes anything of it. */
export interface ReadManifest {
  readonly manifest: Manifest
  /** Its bytes, and the signature over them. */
  readonly text: Uint8Array
  readonly signature: string
  /** The file, for errors. */
  readonly bundle: string
}

export interface SenderRules {
  /** Takes a bundle of an ended site as well: a person has asked. */
  readonly acceptClosed: boolean
  /** Takes a bundle of a laptop that this district let in and has forgotten: a person has asked. */
  readonly acceptForgotten: boolean
}

/** A proven request, and the proven letters from the self that asks to the sender. */
export interface Asking {
  readonly request: JoinRequest
  readonly links: readonly Succession[]
}

/** The site that sent a bundle, and the sites that the reader gets to know by it. */
export interface ProvenSender {
  readonly sender: SiteRow
  /** The sites that were unknown here until now: the sender, and its former selves. */
  readonly introduced: readonly SiteRow[]
  /** Whether one of them was let in here before and is not known any more. */
  readonly isForgotten: boolean
  /** The sender, or its first self, asks to be let in, and a person says so first. */
  readonly asks?: Asking
  /** Takes them in; inside the transaction that applies the bundle. */
  admit(): void
}

/**
 * The site that sent a bundle, after proof; its signature over the manifest fits. It is one of these:
 * - a known site that has not ended;
 * - the successor of a known site;
 * - a new site whose join request holds, or its successor: it waits for a person (`asks`);
 * - another laptop of this street that shows the district's certificate;
 * - when a person said so, a laptop that shows a certificate which this district gave and has forgotten.
 *
 * @throws AppError `bundle.wrong-recipient`, `bundle.unknown-sender`, `bundle.forgotten-sender`,
 * `bundle.revoked-sender`, `bundle.not-permitted`, `bundle.forged`, `join.used`
 */
export function provenSender(ctx: OpenContext, read: ReadManifest, rules: SenderRules): ProvenSender {
  const { manifest, text, signature, bundle } = read
  if (!ownSites(ctx).some(({ id }) => id === manifest.to))
    throw new AppError('bundle.wrong-recipient', { bundle })
  const proven = identified(ctx, manifest, { bundle, ...rules })
  const { sender } = proven
  if (sender.own === 1) throw new AppError('bundle.protocol', { bundle })
  // Only the vouching site may let a site say more after its end: a district that has ended speaks for no laptop.
  if (sender.revoked_at !== null && !(rules.acceptClosed && vouchesFor(ctx.site, sender)))
    throw new AppError('bundle.revoked-sender', { bundle })
  if (!exchanges(ctx.site, sender)) throw new AppError('bundle.not-permitted', { bundle })
  if (!sshVerify(sender.sign_key, BUNDLE_NAMESPACE, text, signature))
    throw new AppError('bundle.forged', { bundle })
  if (proven.isForgotten && !rules.acceptForgotten)
    throw new AppError('bundle.forgotten-sender', { bundle, from: siteName(sender) })
  return proven
}

function identified(
  ctx: OpenContext,
  manifest: Manifest,
  rules: SenderRules & { readonly bundle: string },
): ProvenSender {
  const known = findSite(ctx.db, manifest.from)
  const nothing = { isForgotten: false, admit: () => undefined }
  if (known) return { sender: known, introduced: [], ...nothing }
  const shown = certifiedSender(ctx, manifest)
  if (shown) return { sender: shown, introduced: [shown], ...nothing }
  const asked = requestedSite(ctx, manifest, rules.bundle)
  const forgotten = asked ? undefined : forgottenSite(ctx, manifest)
  const first = asked?.site ?? forgotten
  const baseOf = (id: string): SiteRow | undefined =>
    findSite(ctx.db, id) ?? (first?.id === id ? first : undefined)
  const succeeded = first?.id === manifest.from ? undefined : provenSuccessor(ctx, manifest, baseOf, rules)
  const sender = succeeded ? successorOf(succeeded) : (asked?.site ?? forgotten)
  if (!sender || (!succeeded && sender.id !== manifest.from))
    throw new AppError('bundle.unknown-sender', { bundle: rules.bundle })
  if (sender === forgotten && hasLetterOfOther(ctx, factsOfSite(forgotten)))
    throw new AppError('bundle.letter-given', { bundle: rules.bundle, from: siteName(sender) })
  return {
    sender,
    introduced: [...(first ? [first] : []), ...(succeeded ? chainOf(succeeded) : [])],
    isForgotten: forgotten !== undefined,
    ...(asked ? { asks: { request: asked.request, links: succeeded?.links ?? [] } } : {}),
    admit: () => {
      if (forgotten) remember(ctx, forgotten)
      if (succeeded)
        admitSuccessor(ctx, { ...succeeded, base: findSite(ctx.db, succeeded.base.id) ?? succeeded.base })
    },
  }
}

/** What a chain of letters says of each site in it: its successor. */
function chainOf({ base, links }: Succeeded): SiteRow[] {
  const rows = [base, ...links.map(({ facts }) => rowOfSite(facts, '', 0))]
  return rows.map((row, at) => {
    const successor = rows[at + 1]?.id
    return successor === undefined ? row : { ...row, closing: JSON.stringify({ reason: '', successor }) }
  })
}

function successorOf({ base, links }: Succeeded): SiteRow {
  const last = links.at(-1)
  return last ? rowOfSite(last.facts, '', 0) : base
}

/**
 * At a laptop: another one that shows the district's certificate for itself, before the district has told this laptop
 * of it.
 */
function certifiedSender(ctx: OpenContext, manifest: Manifest): SiteRow | undefined {
  if (ctx.site.role !== 'street') return undefined
  const shown = manifest.sites.find(({ facts }) => facts.id === manifest.from)
  return shown && isVouched(ctx, shown) ? rowOfSite(shown.facts, shown.certificate, 0) : undefined
}

/**
 * Whether an office that is known here, and has not ended, signed these facts. The finder of an old district's keys
 * vouches for no site.
 */
export function isVouched(ctx: OpenContext, site: CertifiedSite): boolean {
  return allSites(ctx.db).some(
    (known) => known.role !== 'street' && known.revoked_at === null && isCertified(known.sign_key, site),
  )
}

/**
 * The sites that a bundle vouches for, checked. A district's word must hold.
 * Another laptop passes on the district's words, and what can not be checked is left out.
 * A district takes only its own words back from a laptop: that a site ended.
 * @throws AppError `bundle.forged`
 */
export function vouchedSites(
  ctx: OpenContext,
  { sender, introduced }: Pick<ProvenSender, 'sender' | 'introduced'>,
  manifest: Pick<Manifest, 'from' | 'sites' | 'successions'>,
  bundle: string,
): readonly CertifiedSite[] {
  const { sites } = manifest
  if (ctx.site.role === 'district') return ownEndings(ctx, sites, sender.scope)
  const isSelfNamed = ({ facts }: CertifiedSite): boolean =>
    facts.id === siteIdOf(Buffer.from(facts.signKey, 'base64'))
  if (sender.role === 'street') return sites.filter((site) => isSelfNamed(site) && isVouched(ctx, site))
  const said = saidUnder(sender, sites)
  for (const site of sites)
    if (!isSelfNamed(site) || !said.has(site)) throw new AppError('bundle.forged', { bundle })
  const realms = realmsHere(ctx, [sender, ...introduced])
  if (!realms) return sites
  const former = formerSelves(manifest)
  // A city keeps its districts apart: no district says anything about another district's sites, or about the city.
  return sites.filter(({ facts }) => {
    const known = findSite(ctx.db, facts.id)
    if (!known) return isBelow(facts.role, sender.role) || former.has(facts.id)
    // This office's own word for the sender stands.
    if (facts.id === sender.id) return false
    return known.own === 0 && realms.of(facts.id) === realms.of(sender.id)
  })
}

/**
 * Those of these sites that the sender signed, or an office below it for which that holds: a city's districts for their laptops
 * and for their own former selves.
 */
function saidUnder(sender: SiteRow, sites: readonly CertifiedSite[]): ReadonlySet<CertifiedSite> {
  const said = new Set<CertifiedSite>()
  const offices = [{ role: sender.role, unit: sender.unit, key: sender.sign_key }]
  // A list grows while it is walked.
  for (const { role, unit, key } of offices)
    for (const site of sites) {
      const { facts } = site
      // What the sender signed is its own word, whatever it says; the realms judge that.
      const isAnswerable =
        key === sender.sign_key || isBelow(facts.role, role) || (facts.role === role && facts.unit === unit)
      if (said.has(site) || !isAnswerable || !isCertified(key, site)) continue
      said.add(site)
      if (facts.role !== 'street') offices.push({ role: facts.role, unit: facts.unit, key: facts.signKey })
    }
  return said
}

/** Keeps the facts that the district vouches for. Keys never change: a site with other keys is another site. */
export function keepVouched(ctx: OpenContext, sites: readonly CertifiedSite[]): void {
  for (const { facts, certificate } of sites) {
    const known = findSite(ctx.db, facts.id)
    const row = rowOfSite(facts, certificate, 0)
    if (!known) addSite(ctx.db, row)
    else if (isNewerWord(facts, known)) {
      setCertificate(ctx.db, row)
      if (facts.letter !== known.letter) takeLetter(ctx, known, facts.letter)
    } else if (known.certificate === '') keepLate(ctx, known, row)
  }
}

/**
 * Keeps the first word about a site that is only noted here to have ended. The note is nobody's word, and it stands.
 */
function keepLate(ctx: OpenContext, known: SiteRow, { certificate, letter }: SiteRow): void {
  setCertificate(ctx.db, { ...known, certificate })
  takeLetter(ctx, known, letter)
}
