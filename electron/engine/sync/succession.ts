import { AppError } from '../../../shared/errors'
import { type Manifest, type SiteFacts, type Succession, successionText } from '../../../shared/sync/manifest'
import type { OpenContext } from '../context'
import type { SiteRow } from '../users/queries'
import { readClosing } from './closing'
import { isSigned, siteIdOf } from './keys'
import { addSite, findSite, isLetterTaken } from './queries'
import { end } from './revoke'
import { certify, exchanges, rowOfSite, vouchesFor } from './sites'

/** A new site that proved to be what a known one became. */
export interface Succeeded {
  /** What is known here, and where the chain of letters begins. */
  readonly base: SiteRow
  /** From there on, link by link; the last one is the sender. */
  readonly links: readonly Succession[]
}

/**
 * The sender as the successor of a site that is known here (`baseOf` by id), each letter signed by the key before it; or
 * `undefined` when it brings none. A district lets its laptops' successors in, a laptop its district's.
 * @throws AppError `bundle.unknown-sender`, `bundle.revoked-sender` when the site was ended or has another successor,
 * `bundle.forged`, `join.used` for a letter that another computer has
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
  if (base.revoked_at !== null && !acceptClosed) throw new AppError('bundle.revoked-sender', { bundle })
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
  return { base, links }
}

/** Whether new facts say the same computer under a new key and a longer letter. */
function continues(facts: SiteFacts, base: SiteRow): boolean {
  return (
    facts.id === siteIdOf(Buffer.from(facts.signKey, 'base64')) &&
    facts.role === base.role &&
    facts.scope === base.scope &&
    facts.unit === base.unit &&
    facts.letter.length === base.letter.slice(0, 1).length + 2 &&
    facts.letter.startsWith(base.letter.slice(0, 1)) &&
    facts.revokedAt === null &&
    facts.closing === undefined
  )
}

/**
 * Takes a proven successor in. Who vouches for it certifies it and ends the ones before it; what they wrote goes on to
 * count, whoever brings it. A laptop hears that from its district's new self with the same bundle. Inside a transaction.
 */
export function admitSuccessor(ctx: OpenContext, { base, links }: Succeeded): void {
  const vouches = vouchesFor(ctx.site, base)
  let before = base
  for (const { facts } of links) {
    const row = rowOfSite(facts, vouches ? certify(ctx.site, facts) : '', 0)
    if (!findSite(ctx.db, facts.id)) addSite(ctx.db, row)
    if (vouches) end(ctx, before, { ...closingOf(before), successor: facts.id })
    before = row
  }
  ctx.audit('sites.succeed', { from: base.id, to: before.id, scope: base.scope, letter: before.letter })
}

const closingOf = (site: SiteRow) =>
  site.closing === null ? { reason: '已恢复到另一台电脑' } : readClosing(site.closing)
