import { createHmac, timingSafeEqual } from 'node:crypto'
import { AppError } from '../../../shared/errors'
import { canonicalJson } from '../../../shared/json'
import { type Introduction, introductionText } from '../../../shared/sync/site'
import { stateOf } from '../changes/project'
import type { ChangeWriter } from '../changes/write'
import type { OpenContext } from '../context'
import { isSameOffice } from './house'
import {
  findJoin,
  isLetterTaken,
  type JoinRow,
  lettersOf,
  openJoins,
  type SiteRow,
  takeJoin,
} from './queries'
import { sayJoined } from './revoke'
import { vouchesFor } from './sites'

/** HMAC-SHA256 of an introduction with the joining file's secret (base64), hex. */
export function joinMac(secret: string, introduction: Introduction): string {
  return createHmac('sha256', Buffer.from(secret, 'base64'))
    .update(canonicalJson(introductionText(introduction)))
    .digest('hex')
}

/**
 * Whether a site that is unknown here asks by a joining file of this office.
 * @throws AppError `bundle.forged` where it does not know the file's secret, or asks for something else
 */
export function asksHere(ctx: OpenContext, introduction: Introduction, bundle: string): boolean {
  const join = introduction.join === undefined ? undefined : findJoin(ctx.db, introduction.join)
  if (!join) return false
  if (!isAsOffered(ctx, introduction, join)) throw new AppError('bundle.forged', { bundle })
  return true
}

function isAsOffered(ctx: OpenContext, introduction: Introduction, join: JoinRow): boolean {
  const { scope, letter, mac = '' } = introduction
  return (
    vouchesFor(ctx.site, introduction) &&
    scope === join.scope &&
    // An office brings its own unit to the one above, and needs no letter there.
    (!hasLetterHere(ctx, introduction) || letter === join.letter) &&
    isMac(mac, joinMac(join.secret, introduction))
  )
}

function isMac(given: string, right: string): boolean {
  return (
    given.length === right.length && timingSafeEqual(Buffer.from(given, 'hex'), Buffer.from(right, 'hex'))
  )
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
export function standingOf(ctx: OpenContext, introduction: Introduction): RequestStanding {
  const { id, scope, letter, join: file = '' } = introduction
  const join = findJoin(ctx.db, file)
  const isTaken = hasLetterOfOther(ctx, introduction)
  return {
    letter: isTaken ? freeLetter(ctx, scope) : letter,
    isUsed: isTaken || (join?.used_by ?? id) !== id,
    // By the district's own clock: the laptop's would be forgeable.
    isLate: Date.parse(join?.expires ?? '') + GRACE_MS < ctx.clock.now(),
  }
}

/**
 * Lets in who asked, after a person compared the fingerprint. `despite`: also where a joining file or letter was used, or where it
 * comes late. Runs inside a transaction. @throws AppError `join.used`, `join.expired`
 */
export function admitRequested(
  ctx: OpenContext,
  writer: Pick<ChangeWriter, 'say'>,
  asks: Introduction,
  despite: boolean,
): void {
  const { letter, isUsed, isLate } = standingOf(ctx, asks)
  if (letter === undefined || (isUsed && !despite)) throw new AppError('join.used', { letter: asks.letter })
  if (isLate && !despite) throw new AppError('join.expired')
  const { id, scope, join = '' } = asks
  sayJoined(ctx, writer, { id, scope, letter, unit_name: officeName(ctx, asks) })
  if (findJoin(ctx.db, join)?.used_by === null) takeJoin(ctx.db, join, id)
  ctx.audit('sync.admit', { site: id, scope, letter, asked: asks.letter })
}

/** What this office calls the laptop's street: no laptop names itself another office. A district brings its own name. */
export function officeName(
  { db }: Pick<OpenContext, 'db'>,
  { role, unit, unitName }: Pick<Introduction, 'role' | 'unit' | 'unitName'>,
): string {
  const name = role === 'street' ? stateOf(db, unit)?.body.name : unitName
  return typeof name === 'string' ? name : unitName
}

/** A laptop that joined in time may take this much longer to bring its first bundle. A finder of the file may not. */
const GRACE_MS = 60 * 24 * 3600 * 1000

/** Letters tell the laptops of one street apart, and the computers of this district's office; other districts have none. */
const hasLetterHere = ({ site }: Pick<OpenContext, 'site'>, other: Pick<SiteRow, 'role' | 'unit'>): boolean =>
  other.role === 'street' || isSameOffice(site, other)

/** Whether the letter of a computer is another one's here. */
export const hasLetterOfOther = (
  ctx: Pick<OpenContext, 'db' | 'site'>,
  site: Pick<SiteRow, 'id' | 'role' | 'unit' | 'scope' | 'letter'>,
): boolean => hasLetterHere(ctx, site) && isLetterTaken(ctx.db, site.scope, site.letter, site.id)

const LETTERS = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ']

/** The first letter that no laptop of the street has or had, and that no joining file promises. */
function freeLetter(ctx: OpenContext, scope: string): string | undefined {
  const taken = new Set([
    ...lettersOf(ctx.db, scope),
    ...openJoins(ctx.db, scope).map(({ letter }) => letter),
  ])
  return LETTERS.find((letter) => !taken.has(letter))
}
