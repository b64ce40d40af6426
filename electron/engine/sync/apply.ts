import { AppError } from '../../../shared/errors'
import type { Change } from '../../../shared/sync/change'
import { receive, siteOf } from '../../../shared/sync/hlc'
import type { Segment } from '../../../shared/sync/manifest'
import { keepClock, readClock } from '../changes/clock'
import { openAppender } from '../changes/log'
import { openProjector, type Projected } from '../changes/project'
import { changeQuery, type StreamRow } from '../changes/queries'
import type { OpenContext } from '../context'
import { isBeyondCut } from './closing'
import { openPlaces } from './places'
import { addCheckpoint, findSite, hashAt, livingIn } from './queries'
import { realmsHere } from './realms'

/** What came of a list of segments. */
export interface Applied {
  readonly projected: Projected
  /** Changes that were not here before. */
  readonly added: number
  /** Whether a segment began above what is held here, or another's went another way, and had to be left out. */
  readonly skipped: boolean
  /** Changes of ended sites beyond what counts of them, left out. */
  readonly closed: number
}

export interface ApplyOptions {
  /** The file, for errors. */
  readonly bundle: string
  readonly allowMassDelete: boolean
  /** Who brings it: its own streams must go on from what is held; another's that does not is left out. */
  readonly sender: string
  /** Lets in what ended sites wrote beyond their cut: a person has asked. */
  readonly acceptClosed?: boolean
}

/** Whether a delete is too big to pass without a question: over half of what was there, and more than this many. */
const MASS_DELETE = 20

/**
 * Appends and projects the changes of checked segments, inside the caller's transaction. What is held already is passed
 * over; a segment that begins above what is held is left out.
 * @throws AppError `bundle.forked` when a stream goes two ways, `bundle.protocol`, `bundle.not-permitted` when a change reaches into another scope,
 * `bundle.foreign-unit`, `bundle.mass-delete`
 */
export function applySegments(
  ctx: OpenContext,
  segments: readonly Segment[],
  changes: Iterable<Change>,
  options: ApplyOptions,
): Applied {
  const { db } = ctx
  const { bundle } = options
  const log = openAppender(db)
  const projector = openProjector(db, log)
  const standings = new Map(
    segments.map((segment): [string, Standing] => [streamOf(segment), standing(ctx, segment, options)]),
  )
  const places = openPlaces(db, bundle)
  const realms = realmsHere(ctx)
  const now = ctx.clock.now()
  let clock = readClock(db)
  let added = 0
  for (const change of changes) {
    if (standings.get(streamOf(change)) !== 'next') continue
    const head = log.head(change.site, change.scope)
    if (change.seq <= head.seq) continue
    if (change.prev !== head.hash) {
      if (change.site === options.sender) throw new AppError('bundle.forked', { bundle })
      standings.set(streamOf(change), 'forked')
      continue
    }
    const state = projector.stateOf(change.record)
    const isOthers = state && realms && realms.of(siteOf(state.lastChange)) !== realms.of(change.site)
    if (state && (state.scope !== change.scope || state.kind !== change.kind || isOthers))
      throw new AppError('bundle.not-permitted', { bundle })
    log.append(change)
    projector.apply(change)
    places.see(change)
    clock = receive(clock, change.id, now)
    added += 1
  }
  log.finish()
  if (added > 0) keepClock(db, clock)
  for (const segment of segments) {
    if (standings.get(streamOf(segment)) !== 'next') continue
    const stream = changeQuery<StreamRow>(db, 'stream').get(segment.site, segment.scope)
    if (stream?.hash !== segment.head) throw new AppError('bundle.protocol', { bundle })
    addCheckpoint(db, stream.stream, segment.to, segment.head, segment.checkpoint)
  }
  const projected = projector.finish()
  places.check()
  if (!options.allowMassDelete) refuseMassDelete(ctx, projected, bundle)
  const skipped = [...standings.values()].some((stands) => stands === 'gap' || stands === 'forked')
  const closed = segments
    .filter((segment) => standings.get(streamOf(segment)) === 'closed')
    .reduce((sum, segment) => sum + beyond(ctx, segment), 0)
  return { projected, added, skipped, closed }
}

/** How many changes of a left-out segment are not held here. */
function beyond(ctx: OpenContext, { site, scope, from, to }: Segment): number {
  const held = changeQuery<StreamRow>(ctx.db, 'stream').get(site, scope)?.seq ?? 0
  return Math.max(0, to - Math.max(held, from - 1))
}

const streamOf = (of: { readonly site: string; readonly scope: string }): string => `${of.site}/${of.scope}`

type Standing = 'next' | 'held' | 'gap' | 'closed' | 'forked'

/** How a segment meets what is held: it goes on from there, is held whole, begins above it, or its site has ended before. */
function standing(
  ctx: OpenContext,
  segment: Segment,
  { bundle, sender, acceptClosed }: ApplyOptions,
): Standing {
  if (!acceptClosed && isBeyondCut(segment, findSite(ctx.db, segment.site))) return 'closed'
  const stream = changeQuery<StreamRow>(ctx.db, 'stream').get(segment.site, segment.scope)
  const held = stream?.seq ?? 0
  if (segment.from > held + 1) return 'gap'
  if (!stream || segment.to > held) return 'next'
  // The same numbers with other content: a copied or restored laptop went two ways. Who only carries it is not to blame.
  if (hashAt(ctx.db, stream, segment.to) !== segment.head) {
    if (segment.site === sender) throw new AppError('bundle.forked', { bundle })
    return 'forked'
  }
  return 'held'
}

function refuseMassDelete(ctx: OpenContext, projected: Projected, bundle: string): void {
  for (const [scope, { deleted, revived }] of projected.scopes) {
    if (deleted <= MASS_DELETE) continue
    const before = livingIn(ctx.db, scope) + deleted - revived
    if (deleted * 2 > before) throw new AppError('bundle.mass-delete', { bundle, deleted, before })
  }
}
