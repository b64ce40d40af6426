import { AppError } from '../../../shared/errors'
import type { Change } from '../../../shared/sync/change'
import { receive } from '../../../shared/sync/hlc'
import type { Segment } from '../../../shared/sync/manifest'
import { keepClock, readClock } from '../changes/clock'
import { openAppender } from '../changes/log'
import { openProjector, type Projected } from '../changes/project'
import { changeQuery, type StreamRow } from '../changes/queries'
import type { OpenContext } from '../context'
import { addCheckpoint, changeAt, livingIn } from './queries'

/** What came of a list of segments. */
export interface Applied {
  readonly projected: Projected
  /** Changes that were not here before. */
  readonly added: number
  /** Whether a segment began above what is held here and had to be left out. */
  readonly skipped: boolean
}

/** Whether a delete is too big to pass without a question: over half of what was there, and more than this many. */
const MASS_DELETE = 20

/**
 * Appends and projects the changes of checked segments, inside the caller's transaction. What is held already is passed
 * over; a segment that begins above what is held is left out.
 * @throws AppError `bundle.protocol` when a stream forks, `bundle.not-permitted` when a change reaches into another scope,
 * `bundle.mass-delete`
 */
export function applySegments(
  ctx: OpenContext,
  segments: readonly Segment[],
  changes: Iterable<Change>,
  options: { readonly bundle: string; readonly allowMassDelete: boolean },
): Applied {
  const { db } = ctx
  const { bundle } = options
  const log = openAppender(db)
  const projector = openProjector(db, log)
  const wanted = new Map<string, boolean>()
  for (const segment of segments) wanted.set(streamOf(segment), standing(ctx, segment, bundle) === 'next')
  const now = ctx.clock.now()
  let clock = readClock(db)
  let added = 0
  for (const change of changes) {
    if (!wanted.get(streamOf(change))) continue
    const head = log.head(change.site, change.scope)
    if (change.seq <= head.seq) continue
    if (change.prev !== head.hash) throw new AppError('bundle.protocol', { bundle })
    const state = projector.stateOf(change.record)
    if (state && (state.scope !== change.scope || state.kind !== change.kind))
      throw new AppError('bundle.not-permitted', { bundle })
    log.append(change)
    projector.apply(change)
    clock = receive(clock, change.id, now)
    added += 1
  }
  log.finish()
  if (added > 0) keepClock(db, clock)
  for (const segment of segments) {
    if (!wanted.get(streamOf(segment))) continue
    const stream = changeQuery<StreamRow>(db, 'stream').get(segment.site, segment.scope)
    if (stream?.hash !== segment.head) throw new AppError('bundle.protocol', { bundle })
    addCheckpoint(db, stream.stream, segment.to, segment.head, segment.checkpoint)
  }
  const projected = projector.finish()
  if (!options.allowMassDelete) refuseMassDelete(ctx, projected, bundle)
  return { projected, added, skipped: segments.some((segment) => standing(ctx, segment, bundle) === 'gap') }
}

const streamOf = (of: { readonly site: string; readonly scope: string }): string => `${of.site}/${of.scope}`

/** How a segment meets what is held: it goes on from there, is held whole, or begins above it. */
function standing(ctx: OpenContext, segment: Segment, bundle: string): 'next' | 'held' | 'gap' {
  const stream = changeQuery<StreamRow>(ctx.db, 'stream').get(segment.site, segment.scope)
  const held = stream?.seq ?? 0
  if (segment.from > held + 1) return 'gap'
  if (!stream || segment.to > held) return 'next'
  const hashAt = segment.to === held ? stream.hash : changeAt(ctx.db, stream.stream, segment.to + 1)?.prev
  // The same numbers with other content: a copied or restored laptop went two ways.
  if (hashAt !== segment.head) throw new AppError('bundle.protocol', { bundle })
  return 'held'
}

function refuseMassDelete(ctx: OpenContext, projected: Projected, bundle: string): void {
  for (const [scope, { deleted, revived }] of projected.scopes) {
    if (deleted <= MASS_DELETE) continue
    const before = livingIn(ctx.db, scope) + deleted - revived
    if (deleted * 2 > before) throw new AppError('bundle.mass-delete', { bundle, deleted, before })
  }
}
