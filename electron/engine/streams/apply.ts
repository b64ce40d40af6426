import { AppError } from '../../../shared/errors'
import type { LeftOutReason } from '../../../shared/exchange/left-out'
import { type LinedChange, textOfLine } from '../../../shared/sync/chain'
import type { Change } from '../../../shared/sync/change'
import { siteOf } from '../../../shared/sync/hlc'
import type { Segment } from '../../../shared/sync/manifest'
import { claimOf, type State } from '../../../shared/sync/merge'
import type { Projected } from '../changes/outcomes'
import { changeQuery, type StreamRow } from '../changes/queries'
import { openWriter } from '../changes/write'
import type { OpenContext } from '../context'
import type { RecordIndex } from '../search/index-records'
import { isBeyondCut } from '../sites/closing'
import { hasEnded } from '../sites/endings'
import { findSite } from '../sites/queries'
import { type Realms, realmsHere } from '../sites/realms'
import { type LeavingOut, MoreLeftOut } from './left-out'
import { addCheckpoint, hashAt, livingIn } from './queries'
import { openPlaces } from './unit-within-scope'

/** What came of a list of segments. */
export interface Applied {
  readonly projected: Projected
  /** Changes that were not here before. */
  readonly added: number
  /** Whether a segment began above what is held here, so that it had to be left out. */
  readonly skipped: boolean
  /** Changes of ended sites beyond what counts of them, left out. */
  readonly closed: number
  /** Segments of ended sites that went another way than the stream held here, left out. `mendForks` may join them. */
  readonly forked: readonly Segment[]
}

export interface ApplyOptions {
  /** The file, for errors. */
  readonly bundle: string
  readonly allowMassDelete: boolean
  /** Takes the streams that are left out, and more of them as faults turn up. */
  readonly leavingOut: LeavingOut
  /** The search index, brought up to date with the records; absent where the caller takes everything back. */
  readonly index?: RecordIndex
  /** Lets in the changes of ended sites beyond their cut: a person has asked. */
  readonly acceptClosed?: boolean
}

/** Whether a delete is too big to pass without a question: over half of what was there, and more than this many. */
const MASS_DELETE = 20

/**
 * Appends and projects the changes of checked segments, inside the caller's transaction.
 * What is held already is passed over; a segment that begins above what is held is left out.
 * A stream is taken whole or not at all, because only its end is signed.
 * Where one turns out wrong half way, the caller takes everything back and asks again.
 * @throws MoreLeftOut; AppError `bundle.protocol`, `bundle.mass-delete`
 * @throws AppError as `LeavingOut.add`: `bundle.forked` when a stream goes two ways, `bundle.not-permitted` when a
 * change reaches into another scope, `bundle.foreign-unit`
 */
export function applySegments(
  ctx: OpenContext,
  segments: readonly Segment[],
  changes: Iterable<LinedChange>,
  options: ApplyOptions,
): Applied {
  const { db } = ctx
  const { bundle, leavingOut, index } = options
  const writer = openWriter(ctx, index)
  const fits = new Map(
    segments.map((segment): [string, SegmentFit] => [streamOf(segment), fitOf(ctx, segment, options)]),
  )
  const places = openPlaces(db)
  const before = leavingOut.streams().length
  const realms = realmsHere(ctx)
  let added = 0
  for (const { change, line, hash } of changes) {
    if (fits.get(streamOf(change)) !== 'next') continue
    const head = writer.head(change.site, change.scope)
    if (change.seq <= head.seq) continue
    const why = objectionTo(change, head.hash, writer.stateOf(change.record), realms)
    if (why) {
      fits.set(streamOf(change), notTaken(ctx, change, why, leavingOut))
      continue
    }
    const text = textOfLine(line)
    writer.take(change, { fields: text.fields, set: text.set, hash })
    places.see(change)
    added += 1
  }
  places.check((stream, unit) => leavingOut.add(stream, 'bundle.foreign-unit', { unit }))
  if (leavingOut.streams().length > before) throw new MoreLeftOut()
  const projected = writer.finish()
  for (const segment of segments) {
    if (fits.get(streamOf(segment)) !== 'next') continue
    const stream = changeQuery<StreamRow>(db, 'stream').get(segment.site, segment.scope)
    if (stream?.hash !== segment.head) throw new AppError('bundle.protocol', { bundle })
    addCheckpoint(db, stream.stream, segment.to, segment.head, segment.checkpoint)
  }
  if (!options.allowMassDelete) refuseMassDelete(ctx, projected, bundle)
  const skipped = [...fits.values()].includes('gap')
  const closed = segments
    .filter((segment) => fits.get(streamOf(segment)) === 'closed')
    .reduce((sum, segment) => sum + beyond(ctx, segment), 0)
  const forked = segments.filter((segment) => fits.get(streamOf(segment)) === 'forked')
  return { projected, added, skipped, closed, forked }
}

/** How a stream stands that can not be taken: the history of an ended site may yet be joined. */
function notTaken(
  ctx: OpenContext,
  stream: { readonly site: string; readonly scope: string },
  why: LeftOutReason,
  leavingOut: LeavingOut,
): 'forked' | 'left-out' {
  if (why === 'bundle.forked' && hasEnded(findSite(ctx.db, stream.site))) return 'forked'
  leavingOut.add(stream, why)
  return 'left-out'
}

/** How many changes of a left-out segment are not held here. */
function beyond(ctx: OpenContext, { site, scope, from, to }: Segment): number {
  const held = changeQuery<StreamRow>(ctx.db, 'stream').get(site, scope)?.seq ?? 0
  return Math.max(0, to - Math.max(held, from - 1))
}

const streamOf = (of: { readonly site: string; readonly scope: string }): string => `${of.site}/${of.scope}`

/**
 * What is wrong with the next change of a stream. It does not go on from what is held, or it reaches too far:
 * into a record of another street, of another district or of another kind.
 * A record that the district claims as well is no reason: see `claimOf`.
 */
function objectionTo(
  change: Change,
  hash: string,
  state: State | undefined,
  realms: Realms | undefined,
): 'bundle.forked' | 'bundle.not-permitted' | undefined {
  if (change.prev !== hash) return 'bundle.forked'
  if (!state) return undefined
  const isOthers = realms && realms.of(siteOf(state.lastChange)) !== realms.of(change.site)
  return isOthers || reachesElsewhere(change, state) ? 'bundle.not-permitted' : undefined
}

/** Whether a change is for a record of another street, or of another kind. */
export function reachesElsewhere(change: Change, state: State | undefined): boolean {
  if (!state || claimOf(state, change) !== 'counts') return false
  return state.scope !== change.scope || state.kind !== change.kind
}

type SegmentFit = 'next' | 'held' | 'gap' | 'closed' | 'forked' | 'left-out'

/**
 * How a segment meets the stream held here: it goes on from there, is held whole, begins above it, or its site has
 * ended before.
 */
function fitOf(ctx: OpenContext, segment: Segment, { leavingOut, acceptClosed }: ApplyOptions): SegmentFit {
  if (leavingOut.has(segment)) return 'left-out'
  if (!acceptClosed && isBeyondCut(segment, findSite(ctx.db, segment.site))) return 'closed'
  const stream = changeQuery<StreamRow>(ctx.db, 'stream').get(segment.site, segment.scope)
  const held = stream?.seq ?? 0
  if (segment.from > held + 1) return 'gap'
  if (!stream || segment.to > held) return 'next'
  // The same numbers with other content: a copied or restored laptop went two ways. A site that only carries it is not
  // to blame.
  if (hashAt(ctx.db, stream, segment.to) === segment.head) return 'held'
  return notTaken(ctx, segment, 'bundle.forked', leavingOut)
}

/** @throws AppError `bundle.mass-delete` */
export function refuseMassDelete(ctx: OpenContext, projected: Projected, bundle: string): void {
  for (const [scope, { deleted, revived }] of projected.scopes) {
    if (deleted <= MASS_DELETE) continue
    const before = livingIn(ctx.db, scope) + deleted - revived
    if (deleted * 2 > before) throw new AppError('bundle.mass-delete', { bundle, deleted, before })
  }
}
