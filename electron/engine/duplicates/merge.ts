import { hashesIn } from '../../../shared/attachments/entry'
import type { Output, Parsed } from '../../../shared/contract'
import { requireMayDelete, requireOpen, requireStays } from '../../../shared/editing/allowed'
import type { StandingRecord } from '../../../shared/editing/edit-context'
import { edited } from '../../../shared/editing/planned'
import { AppError } from '../../../shared/errors'
import type { Json } from '../../../shared/json'
import { toBody } from '../../../shared/records/both-shapes'
import { distinctKey, MERGED_INTO, mergedInto, mergedKey } from '../../../shared/records/merge-marks'
import { problemsInRecord } from '../../../shared/records/patch'
import { flowIn, problemsInStates } from '../../../shared/records/states'
import type { Flat } from '../../../shared/shapes'
import { DELETED } from '../../../shared/sync/change'
import { foldChanges, headsOf, isDeleted } from '../../../shared/sync/merge'
import { isOwned, ownContents } from '../blobs/owned'
import { upgradedChangesOf } from '../changes/upgraded'
import { type Editing, type LocalEdit, openEditing, type Written } from '../changes/write'
import type { OpenContext } from '../context'
import { seesWhole } from '../lists/filter'
import { openEditContext } from '../records/edit-context'
import { editOf, openOwn, standingOwn } from '../records/own'
import { requireNotMerged } from '../records/save'
import { requireUnlocked } from '../records/signed-off'
import { mergedBody } from './merged-body'
import { pointedBack, repointed } from './references'

/**
 * Makes one record of two by changes like any other: one on the record that stays, one on the other, one on each that named
 * it. A lock of a signed month binds both records, as it binds typing; what names them only follows, and counts as before.
 * @throws AppError `record.not-mergeable`, `record.closed`, `report.locked`, `right.missing`, `record.invalid` when the chosen values contradict each other, `record.not-found`
 */
export function mergeRecords(ctx: OpenContext, input: Parsed<'records.merge'>): Output<'records.merge'> {
  const editing = openEditing(ctx)
  const [keep, drop] = [standingOwn(ctx, editing, input.keep), standingOwn(ctx, editing, input.drop)]
  const { kind } = keep
  if (!mayMerge(keep, drop) || input.keep === input.drop) throw new AppError('record.not-mergeable')
  for (const { state } of [keep, drop]) requireOpen(kind, state.body)
  requireMayDelete(ctx.user.role, drop)
  const { set, rows } = mergedBody(
    kind,
    { id: input.keep, body: keep.state.body },
    drop.state.body,
    input.choose,
    seesWhole(ctx.user),
  )
  requireSound(ctx, keep, { ...keep.state.body, ...set })
  const kept = { ...edited(ctx.user.role, keep, set), [mergedKey(input.drop)]: true }
  const dropped = { [MERGED_INTO]: input.keep, [DELETED]: true }
  requireUnlocked(ctx, kind, keep.state.body, kept)
  requireUnlocked(ctx, kind, drop.state.body, dropped)
  const edits = [
    editOf(keep, kept),
    editOf(drop, dropped),
    ...repointed(ctx, kind, input.drop, input.keep, rows),
  ]
  // Photos of a record in another street are this one's now, as far as they were the other's.
  const given = hashesIn(set).filter((hash) => isOwned(ctx.db, hash, drop.state.scope))
  ownContents(ctx.db, given, keep.state.scope)
  return writeAll(ctx, editing, edits, input.reason, input.keep)
}

/**
 * Takes a merge back: the dropped record lives again, and what the merge set on the other shows what it showed before, unless
 * somebody has changed it since. @throws AppError `report.locked`, `record.not-found` for one that was not merged, `record.merged` when the
 * record that stayed was itself merged into another
 */
export function unmergeRecords(
  ctx: OpenContext,
  input: Parsed<'records.unmerge'>,
): Output<'records.unmerge'> {
  const editing = openEditing(ctx)
  const drop = standingOwn(ctx, editing, input.drop)
  const into = mergedInto(drop.state.body)
  if (into === null) throw new AppError('record.not-found', { id: input.drop })
  const keep = standingOwn(ctx, editing, into)
  requireNotMerged(ctx, keep)
  const { kind } = drop
  const back = { ...takenBack(ctx, keep, input.drop), [mergedKey(input.drop)]: null }
  const alive = { [MERGED_INTO]: null, [DELETED]: false }
  requireUnlocked(ctx, kind, keep.state.body, back)
  requireUnlocked(ctx, kind, drop.state.body, alive)
  const edits = [editOf(keep, back), editOf(drop, alive), ...pointedBack(ctx, kind, input.drop, into)]
  return writeAll(ctx, editing, edits, input.reason, input.drop)
}

/** Remembers that two records are not the same, or forgets it. @throws AppError `record.not-mergeable`, `record.not-found` */
export function markDistinct(
  ctx: OpenContext,
  input: Parsed<'records.distinct'>,
): Output<'records.distinct'> {
  const { kind, state, write } = openOwn(ctx, input.id)
  const other = openOwn(ctx, input.other)
  if (kind !== other.kind || input.id === input.other) throw new AppError('record.not-mergeable')
  const key = distinctKey(input.other)
  const isSaid = state.body[key] === true
  return write(isSaid === input.distinct ? {} : { [key]: input.distinct ? true : null })
}

function mayMerge(keep: StandingRecord, drop: StandingRecord): boolean {
  const isOneKind = keep.kind.duplicates !== undefined && keep.kind === drop.kind
  return isOneKind && !isDeleted(keep.state) && !isDeleted(drop.state)
}

/** Values out of two records may contradict each other; the record also stays where its number and its stream are. */
function requireSound(ctx: OpenContext, keep: StandingRecord, whole: Flat): void {
  const { kind, state } = keep
  const problems = [
    ...problemsInRecord(kind, whole),
    ...problemsInStates(kind, toBody(kind, state.body), toBody(kind, whole)),
  ]
  if (problems.length > 0) throw new AppError('record.invalid', { kind: kind.name, problems })
  requireStays(openEditContext(ctx), keep, whole)
}

/** What the merge's own change set on the record that stays, as it was before, where the change still stands. */
function takenBack(
  ctx: OpenContext,
  { id, kind, state }: StandingRecord,
  drop: string,
): Record<string, Json> {
  const [head] = headsOf(state, mergedKey(drop))
  const changes = upgradedChangesOf(ctx.db, id)
  const merge = changes.find((change) => change.id === head?.[0])
  const before = foldChanges(changes.filter((change) => change !== merge))
  const set: Record<string, Json> = {}
  for (const key of Object.keys(merge?.set ?? {})) {
    const heads = headsOf(state, key)
    // Somebody approved what stood there before the merge; what has been typed since waits to be looked at.
    if (key !== DELETED && !flowIn(kind, key) && heads.length === 1 && heads[0]?.[0] === merge?.id)
      set[key] = before?.body[key] ?? null
  }
  return set
}

function writeAll(
  ctx: OpenContext,
  editing: Editing,
  edits: readonly LocalEdit[],
  reason: string | undefined,
  answered: string,
): Written {
  const written = edits.map((edit) => editing.write(reason === undefined ? edit : { ...edit, reason }))
  editing.finish()
  ctx.emit('changed', { kinds: [...new Set(edits.map((edit) => edit.kind))] })
  const one = written.find(({ id }) => id === answered)
  if (!one) throw new RangeError(`nothing was written on ${answered}`)
  return one
}
