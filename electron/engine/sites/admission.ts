import { createHmac, timingSafeEqual } from 'node:crypto'
import { AppError } from '../../../shared/errors'
import { canonicalJson } from '../../../shared/json'
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

/** A new site that asks to be let in, its request proven. */
export interface RequestedSite {
  readonly request: JoinRequest
  /** The site as it asks, named as this office names its unit. */
  readonly site: SiteRow
}

/**
 * The new site that asks to join; `undefined` when none asks, or when the asking site is known already.
 * @throws AppError `bundle.unknown-sender`, `bundle.forged`
 */
export function requestedSite(
  ctx: OpenContext,
  { join: request }: Pick<Manifest, 'join'>,
  bundle: string,
): RequestedSite | undefined {
  if (ctx.site.role === 'street' || !request || findSite(ctx.db, request.facts.id)) return undefined
  const { facts } = request
  const join = findJoin(ctx.db, request.join)
  if (!join) throw new AppError('bundle.unknown-sender', { bundle })
  if (!isAsOffered(ctx, request, join)) throw new AppError('bundle.forged', { bundle })
  return { request, site: rowOfSite({ ...facts, unitName: officeName(ctx, facts) }, '', 0) }
}

/** What speaks against a request, and the letter that the computer gets. */
export interface RequestStanding {
  /** The letter under which it comes in: another one where its own is taken; `undefined` where none is free. */
  readonly letter: string | undefined
  /** Its joining file, or its letter, was used by another computer. */
  readonly isUsed: boolean
  /** It comes later than a joining file waits. */
  readonly isLate: boolean
}

/** @see RequestStanding */
export function standingOf(ctx: OpenContext, { join: id, facts }: JoinRequest): RequestStanding {
  const join = findJoin(ctx.db, id)
  const isTaken = hasLetterOfOther(ctx, facts)
  return {
    letter: isTaken ? freeLetter(ctx, facts.scope) : facts.letter,
    isUsed: isTaken || (join?.used_by ?? facts.id) !== facts.id,
    // By the district's own clock: the laptop's would be forgeable.
    isLate: Date.parse(join?.expires ?? '') + GRACE_MS < ctx.clock.now(),
  }
}

/**
 * Lets in who asked, after a person compared the fingerprint. `despite`: also where a joining file or letter was used, or
 * where it comes late. Runs inside a transaction. @throws AppError `join.used`, `join.expired`
 */
export function admitRequested(ctx: OpenContext, request: JoinRequest, despite: boolean): void {
  const { facts, join } = request
  if (findSite(ctx.db, facts.id)) return
  const { letter, isUsed, isLate } = standingOf(ctx, request)
  if (letter === undefined || (isUsed && !despite)) throw new AppError('join.used', { letter: facts.letter })
  if (isLate && !despite) throw new AppError('join.expired')
  admit(ctx, { ...facts, unitName: officeName(ctx, facts), letter })
  if (findJoin(ctx.db, join)?.used_by === null) takeJoin(ctx.db, join, facts.id)
  ctx.audit('sync.admit', { site: facts.id, scope: facts.scope, letter, asked: facts.letter })
}

/** What this office calls the laptop's street: no laptop names itself another office. A district brings its own name. */
export function officeName({ db }: OpenContext, { role, unit, unitName }: SiteFacts): string {
  const name = role === 'street' ? stateOf(db, unit)?.body.name : unitName
  return typeof name === 'string' ? name : unitName
}

function isAsOffered(ctx: OpenContext, { join: id, facts, mac }: JoinRequest, join: JoinRow): boolean {
  return (
    isUsualPartner(ctx.site, facts) &&
    facts.scope === join.scope &&
    // An office brings its own unit to the one above, and needs no letter there.
    (facts.role !== 'street' || (facts.unit === join.scope && facts.letter === join.letter)) &&
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
