import type { Output, Parsed } from '../../../shared/contract'
import { requireMayDelete, scopeOf } from '../../../shared/editing/allowed'
import { checkPatch } from '../../../shared/editing/check-patch'
import type { EditContext, StandingRecord } from '../../../shared/editing/edit-context'
import { beginning, type PlannedRecord, plannedEdit, plannedRecord } from '../../../shared/editing/planned'
import { AppError, type FieldProblem } from '../../../shared/errors'
import { kindOf } from '../../../shared/kinds'
import { mergedInto } from '../../../shared/records/merge-marks'
import type { Body, Flat } from '../../../shared/shapes'
import { DELETED, NUMBER } from '../../../shared/sync/change'
import { isDeleted } from '../../../shared/sync/merge'
import { type Editing, type LocalEdit, openEditing, type Written } from '../changes/write'
import type { OpenContext } from '../context'
import { derivedId } from '../facts/derived-id'
import { newId } from '../new-id'
import { openEditContext } from './edit-context'
import { type NumberSeries, openNumbers, renumbered } from './numbers'
import { type OwnRecord, openOwn, requireSeen, writeOne } from './own'
import { findSaved } from './queries'
import { requireReason, requireUnlocked } from './signed-off'

/**
 * Records written at once inside a batch: so few that what is made of them dies young, where a heap grows with what
 * outlives it.
 * Measured with 100 000 records: 312 to 320 MB, with 500 at once 444 to 562. The rest of a batch's memory is the
 * caller's own input.
 */
const CHUNK = 50
/** Problems reported of one batch. */
const REPORTED = 50

/** Creates or edits one record. @throws AppError `record.invalid` with every problem, `record.closed` */
export function saveRecord(ctx: OpenContext, input: Parsed<'records.save'>): Written {
  if (input.id === undefined) return createRecord(ctx, input)
  if (input.draft)
    throw new AppError('call.invalid', { problems: [{ field: 'draft', reason: 'draft.new-only' }] })
  const own = livingOwn(ctx, input.kind, input.id)
  requireSeen(ctx.db, own, input.seen)
  const known = openEditContext(ctx)
  const numbers = openNumbers(ctx, known.units)
  const set = editedValues(ctx, { known, numbers }, own, input)
  numbers.finish()
  return own.write(set, input.reason)
}

/** What an edit sets on a record that stands so, its number with it; writes nothing. @throws AppError as `saveRecord` */
export function editedValues(
  ctx: OpenContext,
  { known, numbers }: { readonly known: EditContext; readonly numbers: NumberSeries },
  standing: StandingRecord,
  { patch, reason }: { readonly patch: Body; readonly reason?: string | undefined },
): Flat {
  const set = plannedEdit(known, standing, patch)
  requireUnlocked(ctx, standing.kind, standing.state.body, set)
  requireReason(ctx.db, standing, set, reason)
  return { ...set, ...renumbered(ctx, numbers, standing, set) }
}

/** Creates one record. @param origin what says where it came from @throws AppError as `saveRecord` */
export function createRecord(
  ctx: OpenContext,
  { kind, patch, draft, reason }: Pick<Parsed<'records.save'>, 'kind' | 'patch' | 'draft' | 'reason'>,
  origin: Flat = {},
): Written {
  const known = openEditContext(ctx)
  const planned = plannedRecord(known, kind, patch, { draft, origin })
  requireUnlocked(ctx, planned.kind, null, planned.set)
  const numbers = openNumbers(ctx, known.units)
  const editing = openEditing(ctx)
  const edit = newRecord(ctx, editing, numbers, planned)
  numbers.finish()
  return writeOne(ctx, editing, reason === undefined ? edit : { ...edit, reason })
}

/** Creates many records of one kind, all or none. @throws AppError `record.invalid`, fields as `<position>/<field>` */
export function addRecords(
  ctx: OpenContext,
  { kind: kindName, patches, draft }: Parsed<'records.addMany'>,
): Output<'records.addMany'> {
  const kind = kindOf(kindName)
  const states = beginning(kind, draft)
  const known = openEditContext(ctx)
  const numbers = openNumbers(ctx, known.units)
  const problems: FieldProblem[] = []
  const written: Written[] = []
  for (let from = 0; from < patches.length && problems.length < REPORTED; from += CHUNK) {
    const planned: PlannedRecord[] = []
    patches.slice(from, from + CHUNK).forEach((patch, at) => {
      const { set, whole, problems: found } = checkPatch(known, kind, {}, patch, { states })
      for (const problem of found) problems.push({ ...problem, field: `${from + at}/${problem.field}` })
      if (problems.length > 0) return
      const one = { kind, scope: scopeOf(known, kind, whole), set: { ...states, ...set }, whole }
      requireUnlocked(ctx, kind, null, one.set)
      planned.push(one)
    })
    if (problems.length === 0) written.push(...writeNew(ctx, numbers, planned))
  }
  if (problems.length > 0)
    throw new AppError('record.invalid', { kind: kind.name, problems: problems.slice(0, REPORTED) })
  numbers.finish()
  ctx.emit('changed', { kinds: [kind.name] })
  return { ids: written.map(({ id }) => id), numbers: written.map(({ number }) => number) }
}

function writeNew(ctx: OpenContext, numbers: NumberSeries, planned: readonly PlannedRecord[]): Written[] {
  const editing = openEditing(ctx, planned.length)
  const written = planned.map((one) => editing.write(newRecord(ctx, editing, numbers, one)))
  editing.finish()
  return written
}

/** What `save` would say of a patch. */
export function checkRecord(ctx: OpenContext, input: Parsed<'records.check'>): readonly FieldProblem[] {
  const kind = kindOf(input.kind)
  const current = input.id === undefined ? {} : livingOwn(ctx, input.kind, input.id).state.body
  const about = input.id === undefined ? { states: beginning(kind, input.draft) } : { id: input.id }
  return checkPatch(openEditContext(ctx), kind, current, input.patch, about).problems
}

/** Moves a record into the recycle bin or back. Nothing is written when it is there already. @throws AppError `right.missing` */
export function markDeleted(ctx: OpenContext, id: string, deleted: boolean, reason?: string): Written {
  const own = openOwn(ctx, id)
  return own.write(binnedValues(ctx, own, deleted), reason)
}

/** What moving a record that stands so into the recycle bin or back sets. @throws AppError as `markDeleted` */
export function binnedValues(ctx: OpenContext, standing: StandingRecord, deleted: boolean): Flat {
  const { kind, state } = standing
  if (isDeleted(state) === deleted) return {}
  requireNotMerged(ctx, standing)
  if (deleted) requireMayDelete(ctx.user.role, standing)
  const set = { [DELETED]: deleted }
  requireUnlocked(ctx, kind, state.body, set)
  return set
}

/** One that was merged into another comes back by taking the merge back, or its content would stand in two records. @throws AppError `record.merged` */
export function requireNotMerged(ctx: OpenContext, { kind, state }: StandingRecord): void {
  const into = mergedInto(state.body)
  if (into === null || !isDeleted(state)) return
  const number = findSaved(ctx.db, into)?.number
  throw new AppError('record.merged', { into: number ?? kind.label })
}

/**
 * A new record under an id of its own, or under the one that its values make. What stood there went into the recycle bin: it comes
 * back with nothing but what is said now.
 */
export function newRecord(
  ctx: OpenContext,
  { stateOf }: Pick<Editing, 'stateOf'>,
  numbers: NumberSeries,
  { kind, scope, set, whole }: PlannedRecord,
): LocalEdit {
  const number = numbers.next(kind, whole)
  const derived = derivedId(kind, whole)
  const gone = derived === undefined ? undefined : stateOf(derived)
  const emptied = Object.keys(gone?.body ?? {}).filter(
    (key) => !key.startsWith('$') && !Object.hasOwn(set, key),
  )
  return {
    record: derived ?? newId(ctx),
    kind: kind.name,
    kindVersion: kind.version,
    scope,
    set: {
      ...Object.fromEntries(emptied.map((key) => [key, null])),
      ...set,
      ...(gone && { [DELETED]: false }),
      ...(number === null ? {} : { [NUMBER]: number }),
    },
  }
}

/** The living record of this kind that this laptop may write. @throws AppError `kind.unknown`, and as `openOwn` */
function livingOwn(ctx: OpenContext, kindName: string, id: string): OwnRecord {
  const kind = kindOf(kindName)
  const own = openOwn(ctx, id)
  if (own.kind !== kind || isDeleted(own.state)) throw new AppError('record.not-found', { id })
  return own
}
