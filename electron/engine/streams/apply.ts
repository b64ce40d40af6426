import { AppError } from '../../../shared/errors'
import type { LeftOutReason } from '../../../shared/exchange/left-out'
import { textOfLine } from '../../../shared/sync/chain'
import type { Change } from '../../../shared/sync/change'
import { isBelow, type Segment } from '../../../shared/sync/manifest'
import type { RecordStanding } from '../../../shared/sync/merge'
import { REDACTION_KIND } from '../../../shared/sync/redaction'
import { isOfficial } from '../../../shared/sync/site'
import { placeOf } from '../changes/branches'
import { erasedBy, isDistrict } from '../changes/erased'
import type { Projected } from '../changes/outcomes'
import { type ChangeWriter, openWriter } from '../changes/write'
import type { OpenContext, ReadDb, WriteDb } from '../context'
import type { RecordIndex } from '../search/index-records'
import { type Cut, cutOf } from '../sites/closing'
import { isOwnWord, type Official, type ReadIntroduction } from '../sites/introductions'
import { type Known, refreshSites } from '../sites/known'
import { allSites, findSite, putSite, type SiteRow } from '../sites/queries'
import { realmsHere } from '../sites/realms'
import { mayHold } from '../sites/sites'
import { openCopies } from './copies'
import { judgeCounts, waitingOf } from './counting'
import { type LeavingOut, MoreLeftOut } from './left-out'
import { addCheckpoint, livingIn } from './queries'
import { roomsHere } from './rooms'
import type { StagedChange } from './segment-check'
import { openPlaces } from './unit-within-scope'

/** What came of a list of segments. */
export interface Applied {
  readonly projected: Projected
  /** Changes that were not here before. */
  readonly added: number
  /** Whether something goes on from changes that are not held here, so that it had to be left out. */
  readonly skipped: boolean
  /** Changes of the lost sites in it that are held here and do not count: they wait for a person. */
  readonly closed: number
}

export interface ApplyOptions {
  /** The file, for errors. */
  readonly bundle: string
  readonly allowMassDelete: boolean
  /** Takes the streams that are left out, and more of them as faults turn up. */
  readonly leavingOut: LeavingOut
  /** The search index, brought up to date with the records; absent where the caller takes everything back. */
  readonly index?: RecordIndex
  /** What comes with the segments of who is who, and who belongs here by that. */
  readonly official: Official
  readonly known?: Known
  /** The site that brings them; at a city it brings only what is its district's. */
  readonly sender?: string
  /** How many records of a scope were not in the recycle bin before; absent: this database tells it. */
  readonly livingBefore?: (scope: string) => number
  /** Takes the sender in, before the contents. */
  readonly greet?: (writer: ChangeWriter) => void
  /** Says more about who belongs here and what counts, once everything is held: what a person has asked for. */
  readonly letIn?: (writer: ChangeWriter) => void
}

/** Whether a delete is too big to pass without a question: over half of what was there, and more than this many. */
const MASS_DELETE = 20

/** Whether a segment is taken. */
interface Fit {
  readonly segment: Segment
  why: 'taken' | 'gap' | 'left-out'
}

/**
 * Appends the changes of checked segments and projects what counts of them, inside the caller's transaction. Who counts is
 * judged at the end, of all that is held then.
 * What is held already is passed over. A change that goes on from the middle of a branch begins one of its own: an old copy
 * of its site wrote on, and both count. What goes on from nothing that is held waits for a later bundle.
 * Where a segment turns out wrong half way, the caller takes everything back and asks again.
 * @param changes those of the segments, in their order, from the start each time
 * @throws MoreLeftOut; AppError `bundle.protocol`, `bundle.mass-delete`
 * @throws AppError as `LeavingOut.add`: `bundle.not-permitted` when a change reaches into another scope,
 * `bundle.foreign-unit`, `bundle.too-many-copies`, `bundle.values-missing` for changes without values that nobody erased
 */
export function applySegments(
  ctx: OpenContext,
  segments: readonly Segment[],
  changes: () => Iterable<StagedChange>,
  options: ApplyOptions,
): Applied {
  const { db } = ctx
  const { bundle, leavingOut, index, official, known } = options
  const writer = openWriter(ctx, index, roomsHere(ctx, known?.rows.values()))
  const before = leavingOut.streams().length
  const introductions = official.introductions.filter(({ lined }) => !leavingOut.has(lined.change))
  const fresh = holdIntroductions(ctx, writer, introductions)
  options.greet?.(writer)
  writer.settle()
  refreshSites(ctx)
  takeSenderIn(db, options)
  const cuts = cutsOf(db, segments)
  const named = segmentsInCuts(changes, cuts)
  const fits = segments.map(
    (segment): Fit => ({ segment, why: leavingOut.has(segment) ? 'left-out' : 'taken' }),
  )
  const places = openPlaces(db)
  const copies = openCopies(ctx)
  const unjudged = new Set<string>()
  const withoutValues = new Map<string, Change>()
  let added = 0
  for (const staged of changes()) {
    const { line, hash, at } = staged
    const fit = fits[at]
    if (fit?.why !== 'taken') continue
    const standing = writer.standing(staged.change, hash)
    if (standing === 'held') continue
    if (standing === 'gap') {
      fit.why = 'gap'
      continue
    }
    const { record } = staged.change
    const change = isOfficial(staged.change)
      ? staged.change
      : { ...staged.change, record: writer.idOf(staged.change, record) }
    const isOneMore = standing === 'branch' && !named.has(at) && !copies.mayBegin(change.site)
    const why = isOneMore
      ? 'bundle.too-many-copies'
      : objectionTo(db, change, writer.standingOf(change.record))
    if (why) {
      leavingOut.add(change, why)
      fit.why = 'left-out'
      continue
    }
    if (change.commitment !== undefined) withoutValues.set(change.record, change)
    if (cuts[at]) {
      writer.hold({ ...staged, change }, textOfLine(line))
      unjudged.add(change.record)
    } else writer.take({ ...staged, change }, textOfLine(line), staged.foundBy ?? undefined)
    places.see(change)
    added += 1
  }
  places.check((stream, unit) => leavingOut.add(stream, 'bundle.foreign-unit', { unit }))
  // Now that all redactions of the file are held, in whatever order they came.
  for (const [record, change] of withoutValues)
    if (!erasedBy(db, record)) leavingOut.add(change, 'bundle.values-missing')
  writer.settle()
  options.letIn?.(writer)
  writer.settle()
  const taken = [...fresh, ...segments.filter((_, at) => fits[at]?.why === 'taken')]
  leaveOutOthers(ctx, taken, options)
  if (leavingOut.streams().length > before) throw new MoreLeftOut()
  writer.refold(new Set([...judgeAll(ctx), ...unjudged]))
  const projected = writer.finish()
  for (const { segment, why } of fits) {
    if (why !== 'taken') continue
    const place = placeOf(db, segment, segment.to, segment.head)
    if (!place) throw new AppError('bundle.protocol', { bundle })
    addCheckpoint(db, place.branch, segment.to, segment.checkpoint)
  }
  keepWords(db, official)
  const lost = new Set(segments.flatMap(({ site }) => (cutOf(findSite(db, site)) ? [site] : [])))
  const closed = [...lost].reduce((sum, site) => sum + waitingOf(db, site), 0)
  if (!options.allowMassDelete) refuseMassDelete(ctx, projected, options)
  return { projected, added, closed, skipped: fits.some(({ why }) => why === 'gap') }
}

/** What a sender is stands at the end of its contents, where it asked anew; what they may say is judged from the first on. */
function takeSenderIn(db: WriteDb, { sender, known }: ApplyOptions): void {
  const row = sender === undefined || findSite(db, sender) ? undefined : known?.rows.get(sender)
  if (row) putSite(db, row)
}

/** Begins the streams of sites that were not heard of, as far as they may be held here. @returns their first changes */
export function holdIntroductions(
  { db, site }: OpenContext,
  writer: ChangeWriter,
  introductions: readonly ReadIntroduction[],
): readonly Change[] {
  const begun = introductions.flatMap(({ lined }): Change[] => {
    const { change, line, hash } = lined
    const isNew = change.seq === 1 && mayHold(site, change.scope) && writer.standing(change, hash) !== 'held'
    if (!isNew) return []
    writer.hold(lined, textOfLine(line))
    return [change]
  })
  writer.settle()
  for (const { lined, checkpoint } of introductions) {
    const place = lined.change.seq === 1 ? placeOf(db, lined.change, 1, lined.hash) : undefined
    if (place) addCheckpoint(db, place.branch, 1, checkpoint)
  }
  return begun
}

/** Keeps what proves each word by itself: its office may forget it, and must be shown it then. */
function keepWords(db: WriteDb, { words }: Official): void {
  for (const { lined, checkpoint } of words) {
    const { change, hash } = lined
    const key = findSite(db, change.site)?.sign_key ?? ''
    const place = isOwnWord(lined, key, checkpoint) ? placeOf(db, change, change.seq, hash) : undefined
    if (place) addCheckpoint(db, place.branch, change.seq, checkpoint)
  }
}

/** Leaves out the streams of sites that nobody let in, and at a city those of another district than the sender's. */
function leaveOutOthers(
  ctx: OpenContext,
  streams: readonly Pick<Segment, 'site' | 'scope'>[],
  { leavingOut, sender }: ApplyOptions,
): void {
  const { rows } = refreshSites(ctx)
  const realms = realmsHere(ctx, rows.values())
  for (const stream of streams) {
    const row = rows.get(stream.site)
    if (!row) leavingOut.add(stream, 'bundle.unknown-sender')
    if (!row || !realms || sender === undefined || !isBelow(row.role, ctx.site.role)) continue
    const realm = realms.of(sender)
    const isOurs = realm !== undefined && realms.of(row.id) === realm && realms.mayUse(stream.scope, realm)
    if (!isOurs) leavingOut.add(stream, 'bundle.not-permitted')
  }
}

/** An office that was lost speaks as far as its cut goes, and so who counts is judged until nothing changes. */
function judgeAll(ctx: OpenContext): ReadonlySet<string> {
  const touched = new Set(judgeCounts(ctx.db))
  const isLost = (row: SiteRow): boolean => row.role !== 'street' && cutOf(row) !== undefined
  // One round for each level below an office.
  for (let level = 0; level < 3 && allSites(ctx.db).some(isLost); level += 1) {
    refreshSites(ctx)
    for (const record of judgeCounts(ctx.db)) touched.add(record)
  }
  return touched
}

/** The cut of each segment's site. */
function cutsOf(db: ReadDb, segments: readonly Segment[]): readonly (Cut | undefined)[] {
  return segments.map(({ site }) => cutOf(findSite(db, site)))
}

/** The segments with a change that a cut names: they come in, however many branches there are. */
function segmentsInCuts(
  changes: () => Iterable<StagedChange>,
  cuts: readonly (Cut | undefined)[],
): ReadonlySet<number> {
  const found = new Set<number>()
  if (cuts.some((cut) => cut))
    for (const { change, hash, at } of changes())
      if (cuts[at]?.names({ scope: change.scope, to: change.seq, head: hash })) found.add(at)
  return found
}

/** What is wrong with a change that reaches too far: into a record of another kind, or into what only the district does. */
function objectionTo(
  db: ReadDb,
  change: Change,
  state: RecordStanding | undefined,
): LeftOutReason | undefined {
  const isErasing = change.kind === REDACTION_KIND && !isDistrict(db, change.site)
  const isOtherKind = state !== undefined && state.kind !== change.kind
  return isErasing || isOtherKind ? 'bundle.not-permitted' : undefined
}

/** @throws AppError `bundle.mass-delete` */
function refuseMassDelete(
  ctx: OpenContext,
  projected: Projected,
  { bundle, livingBefore }: ApplyOptions,
): void {
  for (const [scope, { deleted, revived }] of projected.scopes) {
    if (deleted <= MASS_DELETE) continue
    const before = livingBefore?.(scope) ?? livingIn(ctx.db, scope) + deleted - revived
    if (deleted * 2 > before) throw new AppError('bundle.mass-delete', { bundle, deleted, before })
  }
}
