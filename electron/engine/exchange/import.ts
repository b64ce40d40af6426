import { basename } from 'node:path'
import type { Parsed } from '../../../shared/contract'
import type { ImportedFile } from '../../../shared/contract/exchanged-files'
import { requireRight } from '../../../shared/rights'
import type { Manifest } from '../../../shared/sync/manifest'
import type { Vector } from '../../../shared/sync/places'
import { type Unpack, unpack } from '../bundle/unpack'
import { branchesOf } from '../changes/branches'
import type { Projected } from '../changes/outcomes'
import { type BranchReach, beginOf, reachHere, reachIn, reachOf } from '../changes/reach'
import type { OpenContext } from '../context'
import { copyBeforeImport } from '../db/before-import'
import { requireMeta } from '../db/meta'
import { withLongLog } from '../db/open'
import { rolledBack } from '../db/remembered'
import { cleanTraces } from '../erasure/traces'
import { type Ahead, openAhead } from '../search/ahead'
import { openRecordIndex } from '../search/index-records'
import { ownSites } from '../sites/own-sites'
import { moveCuts, requireManager } from '../sites/revoke'
import { siteName, siteNameOf } from '../sites/sites'
import { type Applied, type ApplyOptions, applySegments } from '../streams/apply'
import { untilSettled } from '../streams/left-out'
import { timeAt } from '../streams/queries'
import type { StagedChange } from '../streams/segment-check'
import type { Proven } from './judge'
import { addArrival, addLog } from './queries'
import { logged } from './refusals'
import { isEachHeld, type StagedBundle, stageBundle } from './stage'
import { tidy, tidyBeside } from './tidy'
import { keepHeard } from './what-a-bundle-tells'

/** What a person has allowed the files at hand. */
export type AllowedFiles = Omit<Parsed<'sync.importBundles'>, 'files'>

/** Only a manager says which site to trust; who reviews may let masses of deletions in. @throws AppError `right.missing` */
export function requireMayAllow(
  ctx: OpenContext,
  { acceptClosed, acceptForgotten, allowMassDelete }: Partial<AllowedFiles>,
): void {
  if (acceptClosed || acceptForgotten) requireManager(ctx)
  if (allowMassDelete) requireRight(ctx.user.role, 'sync.overrule')
}

/** A file that was refused, and what was proven of its sender before that. */
export interface Refused {
  readonly error: unknown
  readonly proven: Partial<Proven>
}

/**
 * Imports one bundle in one transaction. `refused` hears why nothing of it was taken; the error is thrown then too. `read` takes the
 * file apart.
 * @throws AppError as `stageBundle` and `applySegments`
 */
export async function importOne(
  ctx: OpenContext,
  path: string,
  allowed: AllowedFiles,
  refused: (why: Refused) => void,
  read: Unpack = unpack,
): Promise<ImportedFile> {
  let staged: StagedBundle | undefined
  let ahead: Ahead | undefined
  let proven: Partial<Proven> = {}
  try {
    const hear = (known: Proven): void => {
      proven = known
    }
    const bundle = await stageBundle(ctx, path, allowed, hear, read)
    staged = bundle
    ahead = openAhead(ctx, bundle.fresh)
    const apply = ctx.db.transaction((): Taken => {
      const held = reachHere(ctx.db)
      const index = openRecordIndex(ctx, bundle.fresh, { isMergedLater: true })
      const taken = takeStaged(ctx, bundle, allowed, { index, ahead })
      // Afterwards it is too late: contents are about to be put in their place.
      ctx.signal.throwIfAborted()
      // Before the commit: a crash in between leaves contents that no record names, never names without content.
      bundle.keepBlobs()
      const { serial, medium, counts } = bundle.manifest
      const changes = taken.added
      const entry = addLog(ctx.db, {
        ...logged(ctx, basename(path), { peer: bundle.sender.id, sha256: bundle.sha256 }),
        serial,
        changes,
        medium,
        result: 'ok',
        carried: counts.changes,
        blobs: counts.blobs,
        bytes: bundle.bytes,
      })
      keepArrivals(ctx, held, entry)
      ctx.audit('sync.import', { peer: bundle.sender.id, serial, changes, sha256: bundle.sha256 })
      return taken
    })
    const settle = (): Taken => untilSettled(() => committed(ctx, () => apply.immediate()))
    const taken = await ctx.exclusively(() => {
      ctx.signal.throwIfAborted()
      if (isEachHeld(ctx.db, bundle.manifest)) return settle()
      copyBeforeImport(ctx)
      const taken = withLongLog(ctx.db, settle)
      if (ctx.afterAnswer) ctx.afterAnswer(() => tidyBeside(ctx, bundle.fresh))
      else tidy(ctx, bundle.fresh)
      cleanTraces(ctx)
      return taken
    })
    if (taken.isRenamed) ctx.emit('session', { state: 'open' })
    if (taken.kinds.length > 0) ctx.emit('changed', { kinds: taken.kinds })
    return taken.imported
  } catch (error) {
    refused({ error, proven })
    throw error
  } finally {
    ahead?.close()
    staged?.remove()
  }
}

function committed<T>(ctx: OpenContext, work: () => T): T {
  try {
    return work()
  } catch (error) {
    rolledBack(ctx.db)
    throw error
  }
}

/** Remembers by which entry of the log of bundles each branch came to where it stands. */
function keepArrivals(ctx: OpenContext, held: BranchReach, entry: number): void {
  for (const row of branchesOf(ctx.db)) {
    const before = reachIn(held, row)
    if (row.seq > before) addArrival(ctx.db, row.branch, before + 1, entry)
  }
}

/** What applying a staged bundle would do; the caller takes it back. @throws AppError as `importOne` */
export function tryOne(ctx: OpenContext, staged: StagedBundle, allowed: AllowedFiles): ImportedFile {
  const { imported } = takeStaged(ctx, staged, allowed)
  return imported.result === 'applied' ? { ...imported, result: 'ready' } : imported
}

/** What came of a staged bundle. */
export interface Taken {
  readonly imported: ImportedFile
  /** The district has given this computer another letter. */
  readonly isRenamed: boolean
  readonly added: number
  readonly kinds: readonly string[]
}

/**
 * Applies one staged bundle and what it says about its sender, inside the caller's transaction.
 * @throws MoreLeftOut; AppError as `applySegments`
 */
export function takeStaged(
  ctx: OpenContext,
  staged: StagedBundle,
  allowed: AllowedFiles,
  {
    index,
    livingBefore,
    ahead,
  }: Pick<ApplyOptions, 'index' | 'livingBefore'> & { readonly ahead?: Ahead | undefined } = {},
): Taken {
  const { manifest, sender, bundle } = staged
  // Only the vouching site says how much of a site counts. At a laptop the word lets its district's new self in.
  const acceptClosed = allowed.acceptClosed && ctx.site.role !== 'street'
  const { leavingOut, official, known, greet } = staged
  const { projected, added, closed, skipped } = applySegments(
    ctx,
    manifest.segments,
    () => told(ctx, staged, ahead),
    {
      bundle,
      leavingOut,
      allowMassDelete: allowed.allowMassDelete,
      official,
      known,
      sender: sender.id,
      greet,
      letIn: (writer) => {
        if (acceptClosed) moveCuts(ctx, writer, [sender.id, ...manifest.segments.map(({ site }) => site)])
      },
      ...(index ? { index } : {}),
      ...(livingBefore ? { livingBefore } : {}),
    },
  )
  const described = describe(ctx, staged)
  const { gaps, isRepeated, agreement } = keepHeard(ctx, staged, described.clockOffset)
  return {
    imported: {
      ...described,
      ...countsOf(projected),
      closed,
      largePictures: staged.largePictures,
      leftOut: staged.leavingOut
        .streams()
        .map(({ site, scope, why }) => ({ site, scope, name: siteNameOf(ctx, site), why })),
      gaps,
      agreement,
      result: resultOf({ added, skipped }, staged, isRepeated),
    },
    added,
    // Asked inside: after the commit nothing may fail any more.
    isRenamed: requireMeta(ctx.db, 'site').letter !== ctx.site.letter,
    kinds: projected.kinds,
  }
}

/** How many changes are applied between two looks at the clock, and at most between two reports of progress. */
const [LOOK, STEP] = [50, 1000]
/** A slow computer tells how far it is as often: milliseconds. */
const TELL_MS = 250

/** The changes of a bundle, telling the progress: reading was the first half, this is the second. */
function* told(
  ctx: OpenContext,
  { changes, manifest }: StagedBundle,
  ahead: Ahead | undefined,
): Generator<StagedChange> {
  const total = manifest.counts.changes
  let [done, last] = [0, ctx.clock.now()]
  for (const change of changes(ahead)) {
    yield change
    done += 1
    if (done % LOOK !== 0) continue
    ctx.signal.throwIfAborted()
    const now = ctx.clock.now()
    // Either way: a clock that is set back must not silence what follows.
    if (done % STEP !== 0 && Math.abs(now - last) < TELL_MS) continue
    last = now
    ctx.emit('progress', { task: 'import', done: total + done, total: 2 * total })
  }
}

function countsOf(counted: Projected): Pick<ImportedFile, 'new' | 'changed' | 'deleted' | 'conflicts'> {
  const { created, changed, deleted, conflicts } = counted
  return { new: created, changed, deleted, conflicts }
}

function resultOf(
  { added, skipped }: Pick<Applied, 'added' | 'skipped'>,
  { leavingOut }: StagedBundle,
  isRepeated: boolean,
): ImportedFile['result'] {
  if (skipped || leavingOut.streams().length > 0) return 'partial'
  return added === 0 && isRepeated ? 'nothing-new' : 'applied'
}

type Description = Pick<
  ImportedFile,
  'file' | 'from' | 'fromSite' | 'serial' | 'createdAt' | 'changes' | 'confirmed' | 'clockOffset'
>

function describe(ctx: OpenContext, { bundle, manifest, sender }: StagedBundle): Description {
  return {
    file: bundle,
    from: siteName(sender),
    fromSite: sender.id,
    serial: manifest.serial,
    createdAt: manifest.createdAt,
    changes: manifest.counts.changes,
    confirmed: ownConfirmed(ctx, manifest.vector),
    clockOffset: clockOffset(ctx, manifest),
  }
}

/** How many of this site's own changes the sender holds. */
function ownConfirmed(ctx: OpenContext, vector: Vector): number {
  const own = new Set(ownSites(ctx).map(({ id }) => id))
  const reach = reachOf(ctx.db, vector)
  return branchesOf(ctx.db)
    .filter((row) => own.has(row.site))
    .reduce((sum, row) => sum + reachIn(reach, row) - beginOf(row), 0)
}

const DAY_MS = 24 * 60 * 60 * 1000

/**
 * How far the sender's clock is off, in seconds, when that can be told. Two bundles tell it:
 * - a bundle from the future;
 * - a bundle that confirms changes which this site wrote more than a day after the bundle says it was written.
 * A stick may travel for weeks, so old is not wrong.
 */
function clockOffset(ctx: OpenContext, manifest: Manifest): number | null {
  const written = Date.parse(manifest.createdAt)
  const now = ctx.clock.now()
  if (written > now + DAY_MS) return Math.round((written - now) / 1000)
  const reach = reachOf(ctx.db, manifest.vector)
  for (const row of branchesOf(ctx.db).filter(({ site }) => site === ctx.site.id)) {
    const typed = timeAt(ctx.db, row.branch, reachIn(reach, row))
    if (typed !== undefined && Date.parse(typed) > written + DAY_MS)
      return Math.round((written - Date.parse(typed)) / 1000)
  }
  return null
}
