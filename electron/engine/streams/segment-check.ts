import { AppError } from '../../../shared/errors'
import type { LeftOutReason } from '../../../shared/exchange/left-out'
import { isCanonical, type Json } from '../../../shared/json'
import { knownKind } from '../../../shared/kinds'
import { changeText, type LinedChange, lined, linkedLine } from '../../../shared/sync/chain'
import { DISTRICT_SCOPE, type Link } from '../../../shared/sync/change'
import { checkpointText, MAX_LINE_BYTES, parseChange, type Segment } from '../../../shared/sync/manifest'
import { type Introduction, SITE_KIND } from '../../../shared/sync/site'
import { hashOf } from '../changes/log'
import { belongsIn } from '../changes/projected'
import type { FoundBy } from '../search/found-by'
import { isSigned } from '../sites/keys'
import type { SiteRow } from '../sites/queries'
import { mayHold, mayWrite } from '../sites/sites'
import type { LeavingOut } from './left-out'

/** The sites that may appear in a bundle, as far as the reader knows. */
export interface SegmentRules {
  /** The file, for errors. */
  readonly bundle: string
  /** Takes a fault of a stream that the sender only carries. */
  readonly leavingOut: LeavingOut
  /** A site by id, those that this bundle introduces among them: whether they belong here its contents may tell. */
  readonly siteOf: (id: string) => Pick<Introduction, 'role' | 'scope' | 'signKey'> | undefined
  /** This site. */
  readonly receiver: Pick<SiteRow, 'role' | 'scope'>
}

/**
 * Checks that a segment may be here at all. Four things must hold:
 * - its stream's site is known, or introduced;
 * - that site may write in the scope;
 * - the receiver may hold the scope;
 * - the site itself signed the head.
 * A segment that the sender only carries is left out otherwise.
 * @throws AppError as `LeavingOut.add`: `bundle.unknown-sender`, `bundle.not-permitted`, `bundle.forged`
 */
export function checkSegments(segments: readonly Segment[], rules: SegmentRules): void {
  for (const segment of segments) {
    const why = objectionTo(segment, rules)
    if (why) rules.leavingOut.add(segment, why)
  }
}

function objectionTo(segment: Segment, { siteOf, receiver }: SegmentRules): LeftOutReason | undefined {
  const site = siteOf(segment.site)
  if (!site) return 'bundle.unknown-sender'
  if (!mayWrite(site, segment.scope) || !mayHold(receiver, segment.scope)) return 'bundle.not-permitted'
  return isSigned(site.signKey, checkpointText(segment), segment.checkpoint) ? undefined : 'bundle.forged'
}

/** A change that was checked, and which of the bundle's segments it belongs to: 0, 1 … */
export interface StagedChange extends LinedChange {
  readonly at: number
  /** What its record is found by as long as no other change says more of it, where somebody has looked already. */
  readonly foundBy?: FoundBy | null
}

/** A line that was found good, with its change as `fresh` unless the log holds that already. */
export interface TakenLine {
  readonly segment: Segment
  readonly fresh?: StagedChange
}

/** Takes the lines that a bundle carries one by one, and lets through only the changes that its segments announce. */
export interface LineCheck {
  /** `undefined` for a line of a stream that is left out. @throws AppError `bundle.protocol`, `bundle.not-permitted` */
  take(carried: string): TakenLine | undefined
  /** @throws AppError `bundle.damaged` when lines are missing */
  finish(): void
}

/** What is held of a segment already. */
export interface HeldPart {
  /** All of it: its end is held. */
  readonly isWhole: boolean
  /** Whether the change of this number and hash is held. */
  has(seq: number, hash: string): boolean
}

const nothingHeld: HeldPart = { isWhole: false, has: () => false }

/**
 * @see LineCheck. Each line, with the hash of the one before put back, must be the canonical form of its segment's next
 * link.
 * The last line must have the hash that the segment's site signed.
 * Lines that are held already are not read, only linked: by its hash each is, byte for byte, the line that was checked
 * when it first came.
 * A stream that the sender only carries is left out from its first bad line on.
 */
export function openLineCheck(
  segments: readonly Segment[],
  bundle: string,
  leavingOut: LeavingOut,
  heldPartOf: (segment: Segment) => HeldPart = () => nothingHeld,
): LineCheck {
  let at = -1
  let current: Segment | undefined
  let held = nothingHeld
  let isPastHeld = false
  let seq = 0
  let hash = ''
  next()

  function next(): void {
    at += 1
    current = segments[at]
    held = current ? heldPartOf(current) : nothingHeld
    isPastHeld = false
    seq = current?.from ?? 0
    hash = current?.prev ?? ''
  }

  const refuse = (): never => {
    throw new AppError('bundle.protocol', { bundle })
  }

  function parsed(line: string): Link {
    try {
      if (line.length > MAX_LINE_BYTES) throw new RangeError('a line is too long')
      const link = parseChange(line)
      const isWritten =
        link.commitment === undefined ? isCanonical(line, asJson(link)) : isErasedLine(line, link)
      if (!isWritten) throw new RangeError('a line is not canonical')
      return link
    } catch (cause) {
      throw new AppError('bundle.protocol', { bundle }, { cause })
    }
  }

  function hashed(line: string, keys: readonly string[] | undefined): string {
    try {
      return hashOf(line, keys)
    } catch (cause) {
      throw new AppError('bundle.protocol', { bundle }, { cause })
    }
  }

  function read(line: string, segment: Segment, prev: string): Link {
    const link = parsed(line)
    const isNext =
      link.site === segment.site && link.scope === segment.scope && link.seq === seq && link.prev === prev
    if (!isNext) refuse()
    if (!belongs(link)) throw new AppError('bundle.not-permitted', { bundle })
    return link
  }

  function checked(carried: string, segment: Segment): TakenLine {
    const prev = hash
    const line = linkedLine(carried, prev)
    if (line === undefined) return refuse()
    let link = isPastHeld ? read(line, segment, prev) : undefined
    hash = hashed(line, link && Object.keys(link.set))
    // What is held begins a segment: a change is never held without the one before it.
    if (!isPastHeld && !held.isWhole && !held.has(seq, hash)) {
      isPastHeld = true
      link = read(line, segment, prev)
    }
    if (seq === segment.to && hash !== segment.head) refuse()
    return link ? { segment, fresh: { ...lined(link, line, hash), at } } : { segment }
  }

  return {
    take(carried) {
      const segment = current
      if (!segment) return refuse()
      const taken = leavingOut.has(segment)
        ? undefined
        : leavingOut.attempt(segment, () => checked(carried, segment))
      if (seq < segment.to) seq += 1
      else next()
      return taken
    },
    finish() {
      if (current) throw new AppError('bundle.damaged', { bundle })
    },
  }
}

/** Whether a change stands in a scope of its kind. One of a kind unknown here is judged once the kind is known. */
function belongs({ kind, scope }: Pick<Link, 'kind' | 'scope'>): boolean {
  if (kind === SITE_KIND) return scope === DISTRICT_SCOPE
  const known = knownKind(kind)
  return known === undefined || belongsIn(known, scope)
}

function asJson(change: Link): Json {
  return { ...change }
}

const isErasedLine = (line: string, link: Link): boolean => changeText(link).line === line
