import type { Output, Parsed } from '../../../shared/contract'
import type { Kind } from '../../../shared/definition/define'
import { AppError, type FieldProblem } from '../../../shared/errors'
import { kindOf } from '../../../shared/kinds'
import { mergedInto } from '../../../shared/records/merge-marks'
import { initialStates, type States } from '../../../shared/records/moving'
import { draftFlow } from '../../../shared/records/standing'
import type { Flat } from '../../../shared/shapes'
import { DELETED, NUMBER } from '../../../shared/sync/change'
import { isDeleted, type State } from '../../../shared/sync/merge'
import { stateOf } from '../changes/project'
import { type LocalEdit, writeLocal } from '../changes/write'
import type { OpenContext } from '../context'
import { newId } from '../new-id'
import { type Checker, openChecker, requireOwner, requireOwnScope } from './check'
import { openFollowUp } from './follow'
import { type NumberSeries, openNumbers, renumbered } from './numbers'
import { findSaved } from './queries'
import { edited, requireMayDelete, requireOpen, requireSeen } from './standing'

type Saved = Output<'records.save'>

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
export function saveRecord(ctx: OpenContext, input: Parsed<'records.save'>): Saved {
  const kind = kindOf(input.kind)
  const checker = openChecker(ctx)
  if (input.id !== undefined && input.follow)
    throw new AppError('call.invalid', { problems: [{ field: 'follow', reason: 'follow.new-only' }] })
  if (input.id !== undefined && input.draft)
    throw new AppError('call.invalid', { problems: [{ field: 'draft', reason: 'draft.new-only' }] })
  const edit =
    input.id === undefined
      ? creation(ctx, checker, kind, input)
      : edition(ctx, checker, kind, input.id, input)
  return writeOne(ctx, reasoned(edit, input.reason))
}

/** Creates many records of one kind, all or none. @throws AppError `record.invalid`, fields as `<position>/<field>` */
export function addRecords(
  ctx: OpenContext,
  { kind: kindName, patches, draft }: Parsed<'records.addMany'>,
): Output<'records.addMany'> {
  const kind = kindOf(kindName)
  const states = beginning(kind, draft)
  const checker = openChecker(ctx)
  const numbers = openNumbers(ctx, checker.units)
  const problems: FieldProblem[] = []
  const ids: string[] = []
  const given: (string | null)[] = []
  for (let from = 0; from < patches.length && problems.length < REPORTED; from += CHUNK) {
    const edits: LocalEdit[] = []
    patches.slice(from, from + CHUNK).forEach((patch, at) => {
      const { set, whole, problems: found } = checker.check(kind, {}, patch, { states })
      for (const problem of found) problems.push({ ...problem, field: `${from + at}/${problem.field}` })
      if (problems.length > 0) return
      const { edit, number } = newRecord(ctx, checker, numbers, kind, { ...states, ...set }, whole)
      edits.push(edit)
      ids.push(edit.record)
      given.push(number)
    })
    if (problems.length === 0) writeLocal(ctx, edits)
  }
  if (problems.length > 0)
    throw new AppError('record.invalid', { kind: kind.name, problems: problems.slice(0, REPORTED) })
  numbers.finish()
  ctx.emit('changed', { kinds: [kind.name] })
  return { ids, numbers: given }
}

/** What `save` would say of a patch. */
export function checkRecord(ctx: OpenContext, input: Parsed<'records.check'>): readonly FieldProblem[] {
  const kind = kindOf(input.kind)
  const current = input.id === undefined ? {} : livingState(ctx, kind, input.id).body
  const about = input.id === undefined ? { states: beginning(kind, input.draft) } : { id: input.id }
  return openChecker(ctx).check(kind, current, input.patch, about).problems
}

/** Moves a record into the recycle bin or back. Nothing is written when it is there already. @throws AppError `right.missing` */
export function markDeleted(ctx: OpenContext, id: string, deleted: boolean, reason?: string): Saved {
  const state = ownState(ctx, id)
  if (isDeleted(state) === deleted) return savedAs(ctx, id)
  requireNotMerged(ctx, state)
  if (deleted) requireMayDelete(ctx, state)
  return writeOne(ctx, reasoned(editOf(id, state, { [DELETED]: deleted }), reason))
}

/** One that was merged into another comes back by taking the merge back, or its content would stand in two records. @throws AppError `record.merged` */
export function requireNotMerged(ctx: OpenContext, state: State): void {
  const into = mergedInto(state.body)
  if (into === null || !isDeleted(state)) return
  const number = findSaved(ctx.db, into)?.number
  throw new AppError('record.merged', { into: number ?? kindOf(state.kind).label })
}

/** The record as it is, when this laptop may write it. @throws AppError `record.not-found`, `record.wrong-owner`, `record.out-of-scope` */
export function ownState(ctx: OpenContext, id: string): State {
  const state = stateOf(ctx.db, id)
  if (!state) throw new AppError('record.not-found', { id })
  requireOwner(ctx, kindOf(state.kind))
  requireOwnScope(ctx, state.scope)
  return state
}

/** An edit of an existing record in its own scope. */
export function editOf(id: string, state: State, set: Flat): LocalEdit {
  const { kind, scope } = state
  return { record: id, kind, kindVersion: kindOf(kind).version, scope, set }
}

/** Writes one edit, tells the listeners, answers what was saved. */
export function writeOne(ctx: OpenContext, edit: LocalEdit): Saved {
  if (Object.keys(edit.set).length > 0) {
    writeLocal(ctx, [edit])
    ctx.emit('changed', { kinds: [edit.kind] })
  }
  return savedAs(ctx, edit.record)
}

/** The edit with the reason a person gave for it. */
export function reasoned(edit: LocalEdit, reason: string | undefined): LocalEdit {
  return reason === undefined ? edit : { ...edit, reason }
}

/** What a write of one record answers. @throws AppError `record.not-found` */
export function savedAs(ctx: OpenContext, id: string): Saved {
  const row = findSaved(ctx.db, id)
  if (!row) throw new AppError('record.not-found', { id })
  return { id: row.id, change: row.last_change, number: row.number }
}

function creation(
  ctx: OpenContext,
  checker: Checker,
  kind: Kind,
  { patch, follow, draft }: Pick<Parsed<'records.save'>, 'patch' | 'follow' | 'draft'>,
): LocalEdit {
  requireOwner(ctx, kind)
  const { taken, origin } = follow ? openFollowUp(ctx.db, follow, kind) : { taken: {}, origin: {} }
  const states = beginning(kind, draft)
  const { set, whole, problems } = checker.check(kind, {}, { ...taken, ...patch }, { states })
  if (problems.length > 0) throw new AppError('record.invalid', { kind: kind.name, problems })
  const numbers = openNumbers(ctx, checker.units)
  const { edit } = newRecord(ctx, checker, numbers, kind, { ...states, ...set, ...origin }, whole)
  numbers.finish()
  return edit
}

/** Where a new record's workflows start. @throws AppError `call.invalid` for a draft of a kind that has none */
function beginning(kind: Kind, draft: boolean | undefined): States {
  if (!draft) return initialStates(kind)
  const flow = draftFlow(kind)
  if (!flow) throw new AppError('call.invalid', { problems: [{ field: 'draft', reason: 'draft.not-here' }] })
  return { ...initialStates(kind), [flow.field]: flow.draft }
}

function newRecord(
  ctx: OpenContext,
  checker: Checker,
  numbers: NumberSeries,
  kind: Kind,
  set: Flat,
  whole: Flat,
): { readonly edit: LocalEdit; readonly number: string | null } {
  const scope = checker.scopeOf(kind, whole)
  const number = numbers.next(kind, whole)
  const edit = {
    record: newId(ctx),
    kind: kind.name,
    kindVersion: kind.version,
    scope,
    set: { ...set, ...(number === null ? {} : { [NUMBER]: number }) },
  }
  return { edit, number }
}

function edition(
  ctx: OpenContext,
  checker: Checker,
  kind: Kind,
  id: string,
  { patch, seen }: Pick<Parsed<'records.save'>, 'patch' | 'seen'>,
): LocalEdit {
  const state = livingState(ctx, kind, id)
  requireSeen(ctx.db, id, state, seen)
  requireOpen(kind, state.body)
  const { set, whole, problems } = checker.check(kind, state.body, patch, { id })
  if (problems.length > 0) throw new AppError('record.invalid', { kind: kind.name, problems })
  checker.requireStays(kind, state, whole)
  const number = renumbered(ctx, checker.units, kind, id, state, set)
  return editOf(id, state, { ...edited(ctx, state, set), ...number })
}

/** The living record of this kind that this laptop may write. @throws AppError as `ownState` */
export function livingState(ctx: OpenContext, kind: Kind, id: string): State {
  const state = ownState(ctx, id)
  if (state.kind !== kind.name || isDeleted(state)) throw new AppError('record.not-found', { id })
  return state
}
