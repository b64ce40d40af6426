import type { LinedChange } from '../../../shared/sync/chain'
import { type Change, streamKey } from '../../../shared/sync/change'
import type { Segment } from '../../../shared/sync/manifest'
import { changesOfStream } from '../changes/log'
import type { Projected } from '../changes/outcomes'
import { changeQuery, type StreamRow } from '../changes/queries'
import { openWriter } from '../changes/write'
import type { OpenContext, ReadDb } from '../context'
import { isLost, laterSelves } from '../sites/endings'
import { ownSites } from '../sites/own-sites'
import { findSite, type SiteRow } from '../sites/queries'
import { mayWrite, vouchesFor } from '../sites/sites'
import { type Applied, type ApplyOptions, applySegments, reachesElsewhere, refuseMassDelete } from './apply'
import { MoreLeftOut } from './left-out'
import { anew, cutStream, moveTail, projectAnew } from './move-tail'
import { hashAt, lowerPeers } from './queries'
import { openPlaces } from './unit-within-scope'
import { changeName, writtenAnew } from './written-anew'

/** The streams of a bundle that went another way than the streams held here. */
export interface Forks {
  readonly sender: Pick<SiteRow, 'role'>
  readonly segments: readonly Segment[]
  /** The changes of the whole bundle, from the start each time. */
  changes(): Iterable<LinedChange>
  /** Takes how far each forked stream is the same here and at the sender: stream → last number, 0 while unknown. */
  readonly common: Map<string, number>
}

/** What came of it, as `Applied`. */
export interface Mended extends Pick<Applied, 'added' | 'closed'> {
  readonly projected: readonly Projected[]
  /** Where forked streams were cut before they went on as the sender has them: stream → last number of what stayed. */
  readonly cut: Readonly<Record<string, number>>
}

/**
 * Joins the two histories of one stream: an old copy of its site's files was put back unnoticed and wrote on.
 * The site has learnt that meanwhile and writes under another name, as its own successor.
 * The successor writes one history anew under its present name.
 * A reader that holds this history lets it go then, and takes the other history.
 * So a reader drops only changes that stand in its log under the successor's name, with the successor's signature.
 * Until then the reader leaves the stream out.
 * For a lost site its district writes the history anew, when a person has asked.
 * Runs inside the transaction that applies the bundle.
 * @throws MoreLeftOut; AppError as `applySegments`
 */
export function mendForks(ctx: OpenContext, forks: Forks, options: ApplyOptions): Mended {
  const own = new Set(ownSites(ctx).map(({ id }) => id))
  const came: Came[] = []
  for (const segment of forks.segments) {
    const fork = read(ctx.db, forks, segment)
    const mend = own.has(segment.site) ? mendOwn : mayWriteAnew(ctx, segment) ? mendLost : mendOther
    came.push(mend(ctx, forks, fork, options))
  }
  return {
    projected: came.flatMap(({ projected }) => projected ?? []),
    added: came.reduce((sum, { added }) => sum + added, 0),
    closed: came.reduce((sum, { closed = 0 }) => sum + closed, 0),
    cut: Object.assign({}, ...came.map(({ cut }) => cut)),
  }
}

interface Came {
  readonly projected?: Projected
  readonly added: number
  readonly closed?: number
  readonly cut?: Readonly<Record<string, number>>
}

/** Where a stream went two ways. */
interface Fork {
  readonly segment: Segment
  readonly stream: StreamRow
  /** The last number that both sites have; undefined when the segment begins above it. */
  readonly common: number | undefined
  /** The changes above it, as the sender has them. */
  readonly theirs: readonly LinedChange[]
}

function read(db: ReadDb, forks: Forks, segment: Segment): Fork {
  const stream = changeQuery<StreamRow>(db, 'stream').get(segment.site, segment.scope)
  if (!stream) throw new RangeError('a stream that is not held goes no other way')
  const changes = [...forks.changes()].filter(({ change }) => isOf(segment, change))
  const common = commonPlace(db, stream, segment, plain(changes))
  forks.common.set(keyOf(segment), common ?? 0)
  const theirs = changes.filter(({ change }) => common !== undefined && change.seq > common)
  return { segment, stream, common, theirs }
}

const isOf = ({ site, scope }: Segment, change: Change): boolean =>
  change.site === site && change.scope === scope

const plain = (lined: readonly LinedChange[]): readonly Change[] => lined.map(({ change }) => change)

const keyOf = ({ site, scope }: Segment): string => streamKey(site, scope)

function commonPlace(
  db: ReadDb,
  stream: StreamRow,
  { from, prev }: Segment,
  changes: readonly Change[],
): number | undefined {
  if (hashAt(db, stream, from - 1) !== prev) return undefined
  const isSame = ({ seq, prev: before }: Change): boolean => hashAt(db, stream, seq - 1) === before
  const other = changes.find((change) => !isSame(change))
  // Where all begin alike, the last line is the one that differs.
  return (other?.seq ?? from + changes.length) - 2
}

/**
 * At the successor. The district's history stays under the old name, because other sites have built on that history.
 * Of any other site's history it is enough that the changes stand under the present name too.
 */
function mendOwn(ctx: OpenContext, forks: Forks, fork: Fork, options: ApplyOptions): Came {
  const { segment, stream, common, theirs } = fork
  if (common === undefined) return leaveOut(segment, options)
  const written = writtenAnew(ctx.db, plain(theirs), laterSelves(ctx.db, segment.site))
  if (written.size === theirs.length) return { added: 0 }
  if (!vouchesFor(forks.sender, ctx.site)) return writeAnew(ctx, fork, options)
  moveTail(ctx, stream, common, ctx.site)
  return takeTheirs(ctx, forks, { ...fork, common }, options)
}

/** Whether this site vouched for the lost site and may write where that site did. */
function mayWriteAnew(ctx: OpenContext, { site, scope }: Segment): boolean {
  const row = findSite(ctx.db, site)
  return row !== undefined && isLost(ctx.db, site) && vouchesFor(ctx.site, row) && mayWrite(ctx.site, scope)
}

/**
 * A lost computer no longer says which of its histories is meant. A person at the vouching site lets the second one in.
 */
function mendLost(ctx: OpenContext, _: Forks, fork: Fork, options: ApplyOptions): Came {
  const { segment, common, theirs } = fork
  if (common === undefined) return leaveOut(segment, options)
  const written = writtenAnew(ctx.db, plain(theirs), laterSelves(ctx.db, segment.site))
  if (written.size === theirs.length) return { added: 0 }
  return options.acceptClosed
    ? writeAnew(ctx, fork, options)
    : { added: 0, closed: theirs.length - written.size }
}

/** At any other reader: the history held here may go once all of it stands under a later name of its site. */
function mendOther(ctx: OpenContext, forks: Forks, fork: Fork, options: ApplyOptions): Came {
  const { segment, stream, common } = fork
  if (common === undefined) return leaveOut(segment, options)
  const ours = [...changesOfStream(ctx.db, stream.stream, common + 1, stream.seq)]
  const written = writtenAnew(ctx.db, ours, laterSelves(ctx.db, segment.site))
  if (!ours.every((change) => written.has(changeName(change)))) return leaveOut(segment, options)
  cutStream(ctx.db, stream, common)
  projectAnew(ctx, ours)
  return takeTheirs(ctx, forks, { ...fork, common }, options)
}

function leaveOut(segment: Segment, { leavingOut }: ApplyOptions): never {
  leavingOut.add(segment, 'bundle.forked')
  throw new MoreLeftOut()
}

/** The reader has cut its stream where both histories part, and goes on as the sender has it. */
function takeTheirs(
  ctx: OpenContext,
  forks: Forks,
  { segment, common, theirs }: Fork & { readonly common: number },
  options: ApplyOptions,
): Came {
  const key = keyOf(segment)
  lowerPeers(ctx.db, key, common)
  forks.common.delete(key)
  const { projected, added } = applySegments(ctx, [segment], theirs, options)
  ctx.audit('sync.mend', { site: segment.site, scope: segment.scope, changes: added })
  return { projected, added, cut: { [key]: common } }
}

/** Writes the sender's history anew, in this site's stream of today. */
function writeAnew(ctx: OpenContext, { segment, theirs }: Fork, options: ApplyOptions): Came {
  const { db } = ctx
  const writer = openWriter(ctx, options.index)
  const places = openPlaces(db)
  let added = 0
  for (const change of anew(db, writer, plain(theirs), ctx.site)) {
    if (reachesElsewhere(change, writer.stateOf(change.record))) {
      options.leavingOut.add(segment, 'bundle.not-permitted')
      throw new MoreLeftOut()
    }
    writer.take(change)
    places.see(change)
    added += 1
  }
  let isElsewhere = false
  places.check((_, unit) => {
    isElsewhere = true
    options.leavingOut.add(segment, 'bundle.foreign-unit', { unit })
  })
  if (isElsewhere) throw new MoreLeftOut()
  const projected = writer.finish()
  if (!options.allowMassDelete) refuseMassDelete(ctx, projected, options.bundle)
  ctx.audit('sync.mend', { site: segment.site, scope: segment.scope, changes: added })
  return { projected, added }
}
