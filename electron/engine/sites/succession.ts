import { AppError } from '../../../shared/errors'
import { type Manifest, type SiteFacts, type Succession, successionText } from '../../../shared/sync/manifest'
import type { OpenContext } from '../context'
import { readClosing } from './closing'
import { isSigned, siteIdOf } from './keys'
import { addSite, allSites, findSite, isLetterTaken, type SiteRow, setCertificate } from './queries'
import { end, endedBy } from './revoke'
import { certify, exchanges, rowOfSite, vouchesFor } from './sites'

/** A new site that proved to be the successor of a known one. */
export interface Succeeded {
  /** The site that is known here, and where the chain of letters begins. */
  readonly base: SiteRow
  /** From there on, link by link; the last one is the sender. */
  readonly links: readonly Succession[]
}

/**
 * The sender as the successor of a site that is known here (`baseOf` by id), each letter signed by the key before it.
 * `undefined` when it brings no letter. A district lets its laptops' successors in, a laptop its district's.
 * @throws AppError `bundle.unknown-sender`, `bundle.forged`, `bundle.revoked-sender` when the site was ended or has
 * another successor, `join.used` for a letter that another computer has
 */
export function provenSuccessor(
  ctx: OpenContext,
  manifest: Manifest,
  baseOf: (id: string) => SiteRow | undefined,
  rules: { readonly bundle: string; readonly acceptClosed: boolean },
): Succeeded | undefined {
  const { bundle, acceptClosed } = rules
  const { successions = [] } = manifest
  if (successions.at(-1)?.facts.id !== manifest.from) return undefined
  const at = successions.findLastIndex(({ predecessor }) => baseOf(predecessor) !== undefined)
  const links = successions.slice(Math.max(0, at))
  const base = baseOf(links[0]?.predecessor ?? '')
  if (!base || base.own === 1 || base.role === ctx.site.role || !exchanges(ctx.site, base))
    throw new AppError('bundle.unknown-sender', { bundle })
  // A restored district may have heard from another laptop of the successor that its former self let in.
  const named = base.closing === null ? undefined : readClosing(base.closing).successor
  if (base.revoked_at !== null && named !== links[0]?.facts.id && !acceptClosed)
    throw new AppError('bundle.revoked-sender', { bundle })
  let before: { readonly id: string; readonly signKey: string } = { id: base.id, signKey: base.sign_key }
  for (const link of links) {
    const isSame = link.predecessor === before.id && continues(link.facts, base)
    if (!isSame || !isSigned(before.signKey, successionText(link), link.signature))
      throw new AppError('bundle.forged', { bundle })
    const { role, scope, letter, id } = link.facts
    if (role === 'street' && isLetterTaken(ctx.db, scope, letter, id))
      throw new AppError('join.used', { bundle })
    before = link.facts
  }
  // What is signed stays with the letter; a successor is called as its former self was, whatever it calls itself.
  const unitName = base.unit_name
  return { base, links: links.map((link) => ({ ...link, facts: { ...link.facts, unitName } })) }
}

/**
 * The former selves that a sender proves by letters, each signed by the former self's own key. Its keys are among the
 * bundle's sites.
 */
export function formerSelves({
  from,
  sites,
  successions = [],
}: Pick<Manifest, 'from' | 'sites' | 'successions'>): ReadonlySet<string> {
  const keys = new Map(sites.map(({ facts }) => [facts.id, facts.signKey]))
  const found = new Set<string>()
  let self = from
  for (const letter of successions.toReversed()) {
    const key = keys.get(letter.predecessor)
    if (letter.facts.id !== self || !key || !isSigned(key, successionText(letter), letter.signature)) break
    found.add(letter.predecessor)
    self = letter.predecessor
  }
  return found
}

/** Whether new facts say the same computer under a new key and a longer letter. */
function continues(facts: SiteFacts, base: SiteRow): boolean {
  return (
    facts.id === siteIdOf(Buffer.from(facts.signKey, 'base64')) &&
    facts.role === base.role &&
    facts.scope === base.scope &&
    facts.unit === base.unit &&
    letterFollows(facts, base) &&
    facts.revokedAt === null &&
    facts.closing === undefined
  )
}

/**
 * Whether a letter may come after another, however many renewals lie in between.
 * A laptop's first letter is its own in its street; a district and a city have none to begin with.
 */
function letterFollows({ letter }: SiteFacts, base: SiteRow): boolean {
  return base.role === 'street'
    ? /^[A-Z]{3}$/.test(letter) && letter.startsWith(base.letter.slice(0, 1))
    : /^[A-Z]{2,3}$/.test(letter)
}

/**
 * Takes a proven successor in. The vouching site certifies it and ends the former selves.
 * Other sites note that the former selves ended, until the vouching site says so.
 * The changes of the former selves go on to count, whichever site brings them. Runs inside a transaction.
 */
export function admitSuccessor(ctx: OpenContext, { base, links }: Succeeded): void {
  const vouches = vouchesFor(ctx.site, base)
  let before = base
  for (const { facts } of links) {
    const row = rowOfSite(facts, vouches ? certify(ctx.site, facts) : '', 0)
    if (!findSite(ctx.db, facts.id)) addSite(ctx.db, row)
    const closing = { ...closingOf(before), successor: facts.id }
    if (vouches) end(ctx, before, closing)
    else setCertificate(ctx.db, endedBy(ctx, before, closing))
    before = row
  }
  if (!vouches) endSiblings(ctx, before)
  ctx.audit('sites.succeed', { from: base.id, to: before.id, scope: base.scope, letter: before.letter })
}

/**
 * Of two successors that came out of one backup a person has chosen this one: a laptop works for one district and no
 * other.
 */
function endSiblings(ctx: OpenContext, { id, role }: SiteRow): void {
  for (const other of allSites(ctx.db))
    if (other.role === role && other.own === 0 && other.id !== id && other.revoked_at === null)
      setCertificate(ctx.db, endedBy(ctx, other, { reason: '已由另一台电脑接替', successor: id }))
}

const closingOf = (site: SiteRow) =>
  site.closing === null ? { reason: '已恢复到另一台电脑' } : readClosing(site.closing)
