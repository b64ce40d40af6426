import { createHmac, timingSafeEqual } from 'node:crypto'
import { AppError } from '../../../shared/errors'
import { canonicalJson } from '../../../shared/json'
import { may } from '../../../shared/rights'
import { type JoinRequest, joinText, type Manifest, type SiteFacts } from '../../../shared/sync/manifest'
import { stateOf } from '../changes/project'
import type { OpenContext } from '../context'
import { siteIdOf } from './keys'
import {
  addSite,
  findJoin,
  findSite,
  isLetterTaken,
  type JoinRow,
  lettersOf,
  openJoins,
  type SiteRow,
  takeJoin,
} from './queries'
import { certify, isUsualPartner, rowOfSite } from './sites'

/** Lets a site in: this district's, or city's, word stands for it from now on. Runs inside a transaction. */
export function admit(ctx: Pick<OpenContext, 'db' | 'site'>, site: SiteFacts): void {
  addSite(ctx.db, rowOfSite(site, certify(ctx.site, site), 0))
}

/** HMAC-SHA256 of a join request with the joining file's secret (base64), hex. */
export function joinMac(secret: string, join: string, facts: SiteFacts): string {
  return createHmac('sha256', Buffer.from(secret, 'base64'))
    .update(canonicalJson(joinText(join, facts)))
    .digest('hex')
}

interface AdmissionRules {
  /** The file, for errors. */
  readonly bundle: string
  /**
   * A person has asked the street: the laptop comes in though its file or letter is used up, or though it comes late.
   */
  readonly acceptJoin: boolean
}

/** A new site that asks to be let in, its request proven. */
export interface RequestedSite {
  /** The site as it asks. */
  readonly site: SiteRow
  /** The site as it will be let in: under another letter when its own letter is another laptop's by now. */
  readonly admitted: SiteRow
  /**
   * Gives it the certificate and uses its joining file up. Runs inside a transaction. @throws AppError `join.used`,
   * `join.expired`
   */
  admit(): void
}

/**
 * The new site that asks to join; `undefined` when none asks, or when the asking site is known already.
 * @throws AppError `bundle.unknown-sender`, `bundle.forged`, `join.waiting`, `join.used`, `join.expired`
 */
export function requestedSite(
  ctx: OpenContext,
  manifest: Manifest,
  rules: AdmissionRules,
): RequestedSite | undefined {
  const { bundle } = rules
  const request = manifest.join
  if (ctx.site.role === 'street' || !request || findSite(ctx.db, request.facts.id)) return undefined
  const { facts } = request
  const join = findJoin(ctx.db, request.join)
  if (!join) throw new AppError('bundle.unknown-sender', { bundle })
  if (!isAsOffered(ctx, request, join)) throw new AppError('bundle.forged', { bundle })
  // Who only enters records lets no computer in by reading its file.
  if (!may(ctx.user.role, 'profile.manage'))
    throw new AppError('join.waiting', { bundle, from: `${officeName(ctx, facts)}${facts.letter}` })
  const unitName = officeName(ctx, facts)
  const admitted = (): SiteFacts => ({ ...facts, unitName, letter: letterFor(ctx, request, rules) })
  return {
    site: rowOfSite({ ...facts, unitName }, '', 0),
    admitted: rowOfSite(admitted(), '', 0),
    admit() {
      // The file before this one in the same preview has let it in already.
      if (findSite(ctx.db, facts.id)) return
      const now = admitted()
      admit(ctx, now)
      if (findJoin(ctx.db, join.id)?.used_by === null) takeJoin(ctx.db, join.id, facts.id)
      const { id: site, scope, letter } = now
      ctx.audit('sync.admit', { site, scope, letter, asked: facts.letter })
    },
  }
}

/** What this office calls the laptop's street: no laptop names itself another office. A district brings its own name. */
function officeName({ db }: OpenContext, { role, unit, unitName }: SiteFacts): string {
  const name = role === 'street' ? stateOf(db, unit)?.body.name : unitName
  return typeof name === 'string' ? name : unitName
}

function isAsOffered(ctx: OpenContext, { join: id, facts, mac }: JoinRequest, join: JoinRow): boolean {
  return (
    isUsualPartner(ctx.site, facts) &&
    facts.scope === join.scope &&
    // A district brings its own unit to its city, and needs no letter there.
    (facts.role === 'district' || (facts.unit === join.scope && facts.letter === join.letter)) &&
    facts.revokedAt === null &&
    facts.id === siteIdOf(Buffer.from(facts.signKey, 'base64')) &&
    isMac(mac, joinMac(join.secret, id, facts))
  )
}

function isMac(given: string, right: string): boolean {
  return timingSafeEqual(Buffer.from(given, 'hex'), Buffer.from(right, 'hex'))
}

/** A laptop that joined in time may take this much longer to bring its first bundle. A finder of the file may not. */
const GRACE_MS = 60 * 24 * 3600 * 1000

/** @throws AppError `join.used`, `join.expired` */
function letterFor(
  ctx: OpenContext,
  { join: id, facts }: JoinRequest,
  { bundle, acceptJoin }: AdmissionRules,
): string {
  const join = findJoin(ctx.db, id)
  const { letter } = facts
  const isUsed = (join?.used_by ?? facts.id) !== facts.id
  const isTaken = hasLetterOfOther(ctx, facts)
  if ((isUsed || isTaken) && !acceptJoin) throw new AppError('join.used', { bundle, letter })
  // By the district's own clock: the laptop's would be forgeable.
  const isLate = Date.parse(join?.expires ?? '') + GRACE_MS < ctx.clock.now()
  if (isLate && !acceptJoin) throw new AppError('join.expired', { bundle })
  if (!isTaken) return letter
  const free = freeLetter(ctx, facts.scope)
  if (free === undefined) throw new AppError('join.used', { bundle, letter })
  return free
}

/** Letters tell the laptops of one street apart; districts have none. */
export const hasLetterOfOther = (ctx: OpenContext, { id, role, scope, letter }: SiteFacts): boolean =>
  role === 'street' && isLetterTaken(ctx.db, scope, letter, id)

const LETTERS = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ']

/** The first letter that no laptop of the street has or had, and that no joining file promises. */
function freeLetter(ctx: OpenContext, scope: string): string | undefined {
  const taken = new Set([
    ...lettersOf(ctx.db, scope),
    ...openJoins(ctx.db, scope).map(({ letter }) => letter),
  ])
  return LETTERS.find((letter) => !taken.has(letter))
}
