import { AppError } from '../../../shared/errors'
import type { LeftOutReason } from '../../../shared/exchange/left-out'
import { isCanonical, type Json } from '../../../shared/json'
import { knownKind } from '../../../shared/kinds'
import { type ChainHead, type LinedChange, linkedLine } from '../../../shared/sync/chain'
import { type Change, DISTRICT_SCOPE } from '../../../shared/sync/change'
import { checkpointText, MAX_LINE_BYTES, parseChange, type Segment } from '../../../shared/sync/manifest'
import { sha256Hex } from '../changes/log'
import { isSigned } from '../sites/keys'
import type { SiteRow } from '../sites/queries'
import type { Realms } from '../sites/realms'
import { mayHold, mayWrite } from '../sites/sites'
import type { LeavingOut } from './left-out'

/** The sites that may appear in a bundle, as far as the reader knows. */
export interface SegmentRules {
  /** The file, for errors. */
  readonly bundle: string
  /** Takes a fault of a stream that the sender only carries. */
  readonly leavingOut: LeavingOut
  /** A site by id, the certified ones of this bundle among them. */
  readonly siteOf: (id: string) => SiteRow | undefined
  /** This site. */
  readonly receiver: Pick<SiteRow, 'role' | 'scope'>
  /** At a city: the districts that it keeps apart, and the district of the sender. */
  readonly realms?: { readonly among: Realms; readonly sender: string }
}

/**
 * Checks that a segment may be here at all. Four things must hold:
 * - its stream's site is known;
 * - that site may write in the scope;
 * - the receiver may hold the scope;
 * - the site itself signed the head.
 * A segment that the sender only carries is left out otherwise.
 * @throws AppError `bundle.protocol`, and as `LeavingOut.add` `bundle.unknown-sender`, `bundle.not-permitted`,
 * `bundle.forged`
 */
export function checkSegments(segments: readonly Segment[], rules: SegmentRules): void {
  const { bundle, leavingOut } = rules
  const seen = new Set<string>()
  for (const segment of segments) {
    const why = objectionTo(segment, rules)
    if (why) leavingOut.add(segment, why)
    const stream = `${segment.site}/${segment.scope}`
    if (seen.has(stream)) throw new AppError('bundle.protocol', { bundle })
    seen.add(stream)
  }
}

function objectionTo(
  segment: Segment,
  { siteOf, receiver, realms }: SegmentRules,
): LeftOutReason | undefined {
  const site = siteOf(segment.site)
  if (!site) return 'bundle.unknown-sender'
  const isElsewhere = realms && !isOfRealm(realms.among, realms.sender, segment)
  if (!mayWrite(site, segment.scope) || !mayHold(receiver, segment.scope) || isElsewhere)
    return 'bundle.not-permitted'
  return isSigned(site.sign_key, checkpointText(segment), segment.checkpoint) ? undefined : 'bundle.forged'
}

/** A district brings only the streams of its own sites, in scopes that no other district has. */
function isOfRealm(among: Realms, sender: string, { site, scope }: Segment): boolean {
  const realm = among.of(sender)
  return realm !== undefined && among.of(site) === realm && among.mayUse(scope, realm)
}

/** A line that was found good, with its change as `fresh` unless the log holds that already. */
export interface TakenLine {
  readonly segment: Segment
  readonly fresh?: LinedChange
}

/** Takes the lines that a bundle carries one by one, and lets through only the changes that its segments announce. */
export interface LineCheck {
  /** `undefined` for a line of a stream that is left out. @throws AppError `bundle.protocol`, `bundle.not-permitted`, `bundle.forked` */
  take(carried: string): TakenLine | undefined
  /** @throws AppError `bundle.damaged` when lines are missing */
  finish(): void
}

/** How far a segment is held here already, with the hash there. */
export type HeldOf = (segment: Segment) => ChainHead | undefined

/**
 * @see LineCheck. Each line, with the hash of the one before put back, must be the canonical form of its segment's next
 * link.
 * The last line must have the hash that the segment's site signed.
 * Lines that are held already are not read, only linked: the last of them must have the hash of this site's log there.
 * By that hash all of them are, byte for byte, the lines that were checked when they first came.
 * With another hash there, the stream went two ways.
 * A stream that the sender only carries is left out from its first bad line on.
 */
export function openLineCheck(
  segments: readonly Segment[],
  bundle: string,
  leavingOut: LeavingOut,
  heldOf: HeldOf = () => undefined,
): LineCheck {
  const left = [...segments]
  let current = left.shift()
  let held = current && heldOf(current)
  let seq = current?.from ?? 0
  let hash = current?.prev ?? ''
  let isForked = false

  const refuse = (): never => {
    throw new AppError('bundle.protocol', { bundle })
  }

  function parsed(line: string): Change {
    try {
      if (line.length > MAX_LINE_BYTES) throw new RangeError('a line is too long')
      const change = parseChange(line)
      if (!isCanonical(line, asJson(change))) throw new RangeError('a line is not canonical')
      return change
    } catch (cause) {
      throw new AppError('bundle.protocol', { bundle }, { cause })
    }
  }

  function read(line: string, segment: Segment): Change {
    const change = parsed(line)
    const isNext =
      change.site === segment.site &&
      change.scope === segment.scope &&
      change.seq === seq &&
      change.prev === hash
    if (!isNext) refuse()
    if (!belongs(change)) throw new AppError('bundle.not-permitted', { bundle })
    return change
  }

  function checked(carried: string, segment: Segment): TakenLine {
    const line = linkedLine(carried, hash)
    if (line === undefined) return refuse()
    const isHeld = held !== undefined && seq <= held.seq
    const change = isHeld || isForked ? undefined : read(line, segment)
    hash = sha256Hex(line)
    if (isHeld && seq === held?.seq && hash !== held.hash) isForked = true
    if (seq === segment.to && hash !== segment.head) refuse()
    // Its site signed the end of lines that this log does not hold: a second history, not an ill-made file.
    if (seq === segment.to && isForked) throw new AppError('bundle.forked', { bundle })
    return change ? { segment, fresh: { change, line, hash } } : { segment }
  }

  return {
    take(carried) {
      const segment = current
      if (!segment) return refuse()
      const taken = leavingOut.has(segment)
        ? undefined
        : leavingOut.attempt(segment, () => checked(carried, segment))
      if (seq < segment.to) seq += 1
      else {
        current = left.shift()
        held = current && heldOf(current)
        seq = current?.from ?? 0
        hash = current?.prev ?? ''
        isForked = false
      }
      return taken
    },
    finish() {
      if (current) throw new AppError('bundle.damaged', { bundle })
    },
  }
}

/**
 * The district's kinds live in the district's scope and other kinds outside, but for kinds that a district lends.
 * So no street gets a unit moved into it.
 */
function belongs(change: Change): boolean {
  const kind = knownKind(change.kind)
  return !kind || kind.lent === true || (kind.owner === 'district') === (change.scope === DISTRICT_SCOPE)
}

function asJson(change: Change): Json {
  return { ...change }
}
