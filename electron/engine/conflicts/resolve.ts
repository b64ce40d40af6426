import { isFileKey } from '../../../shared/attachments/entry'
import type { Output, Parsed } from '../../../shared/contract'
import { fieldOf, type Kind } from '../../../shared/definition/define'
import { requireMayDelete } from '../../../shared/editing/allowed'
import { checkPatch, withTotals } from '../../../shared/editing/check-patch'
import { openConflicts } from '../../../shared/editing/derived'
import type { StandingRecord } from '../../../shared/editing/edit-context'
import { edited } from '../../../shared/editing/planned'
import { AppError } from '../../../shared/errors'
import type { Json } from '../../../shared/json'
import { splitKey } from '../../../shared/records/both-shapes'
import { missingInRecord } from '../../../shared/records/patch'
import { flowIn } from '../../../shared/records/states'
import { type Body, cellsOf, type Flat } from '../../../shared/shapes'
import { DELETED, NUMBER } from '../../../shared/sync/change'
import { headsOf, type State } from '../../../shared/sync/merge'
import { upgradedChangesOf } from '../changes/upgraded'
import type { OpenContext } from '../context'
import { openEditContext } from '../records/edit-context'
import { openOwn } from '../records/own'
import type { Changes } from './ancestry'
import { cellsTogether } from './rows'
import { forbiddenMove, movedApart, settledMoves, stateBefore } from './states'

/**
 * Decides one conflict: every head is replaced by the chosen value.
 * @throws AppError `record.no-conflict`, `record.invalid`, `record.decided-empty`, `right.missing` for a state that is another role's to decide
 */
export function resolveConflict(
  ctx: OpenContext,
  { record, key, keep, value, together, reason }: Parsed<'records.resolve'>,
): Output<'records.resolve'> {
  const own = openOwn(ctx, record)
  if (!openConflicts(own.state).includes(key)) throw new AppError('record.no-conflict', { key })
  const set = together
    ? rowTogether(ctx, own, key)
    : keep === undefined
      ? typedValue(ctx, own, key, value)
      : keptValue(ctx, own, key, keep)
  requireFilled(own, key, set)
  return own.write(settled(ctx, own, key, set), reason)
}

/**
 * A decision may not leave empty what its kind asks for: a form could not be saved so either. What else the record lacks is
 * not decided here. @throws AppError `record.decided-empty`
 */
function requireFilled({ kind, state }: StandingRecord, key: string, set: Flat): void {
  if (key.startsWith('$')) return
  const { field } = splitKey(key)
  const missing = missingInRecord(kind, { ...state.body, ...set }).find(
    ({ field: path }) => path === field || path.startsWith(`${key}/`),
  )
  if (!missing) return
  const number = state.body[NUMBER]
  throw new AppError('record.decided-empty', {
    key,
    label: labelOf(kind, missing.field),
    record: typeof number === 'string' ? number : kind.label,
  })
}

/** Deciding what a field says is an edit of the record, deciding for its deletion deletes it. @throws AppError `right.missing` */
function settled(ctx: OpenContext, standing: StandingRecord, key: string, set: Flat): Flat {
  if (set[DELETED] === true) requireMayDelete(ctx.user.role, standing)
  if (key.startsWith('$') && !isFileKey(key)) return set
  return flowIn(standing.kind, key) ? set : edited(ctx.user.role, standing, set)
}

/** `workers/<rowId>/name` by what the cell is called. */
function labelOf(kind: Kind, path: string): string {
  const [key = '', , cell] = path.split('/')
  const field = fieldOf(kind, key)
  return (field?.type === 'rows' && cell !== undefined ? field.of[cell]?.label : field?.label) ?? path
}

/** Decides many, each for one of its heads. @throws AppError as `resolveConflict`: then none is decided */
export function resolveMany(
  ctx: OpenContext,
  { decisions, reason, operation }: Parsed<'records.resolveMany'>,
): Output<'records.resolveMany'> {
  const saved = decisions.map((decision) => resolveConflict(ctx, { ...decision, reason, operation }))
  return { ids: saved.map(({ id }) => id) }
}

function keptValue(ctx: OpenContext, { id, kind, state }: StandingRecord, key: string, keep: string): Flat {
  const head = headsOf(state, key).find(([change]) => change === keep)
  if (!head) throw new AppError('record.no-conflict', { key })
  const apart = movedApart(kind, state).find(({ flow }) => flow.field === key)
  if (!apart) return decided(kind, state, key, head[1])
  const changes = changesById(ctx, id)
  const move = forbiddenMove(apart.flow, stateBefore(changes, apart), head[1], ctx.user.role)
  if (move !== undefined) throw new AppError('right.missing', { move })
  return settledMoves(state, changes, apart, keep)
}

function rowTogether(ctx: OpenContext, { id, kind, state }: StandingRecord, key: string): Flat {
  const row = cellsTogether(state, changesById(ctx, id), key)
  if (!row) throw new AppError('record.no-conflict', { key })
  return decided(kind, state, key, row)
}

function changesById(ctx: OpenContext, record: string): Changes {
  return new Map(upgradedChangesOf(ctx.db, record).map((change) => [change.id, change]))
}

/** A value that is none of the heads goes through the same check as one typed into the form. */
function typedValue(
  ctx: OpenContext,
  { id, kind, state }: StandingRecord,
  key: string,
  value: Json | undefined,
): Flat {
  if (value === undefined)
    throw new AppError('call.invalid', { problems: [{ field: 'value', reason: 'required' }] })
  if (key === DELETED && typeof value === 'boolean') return { [key]: value }
  const { field, row } = splitKey(key)
  if (row !== undefined && value === null) return decided(kind, state, key, null)
  const patch: Body = row === undefined ? { [field]: value } : { [field]: [{ ...cellsOf(value), id: row }] }
  const { set, problems } = checkPatch(openEditContext(ctx), kind, goneOnFrom(state, key), patch, { id })
  if (problems.length > 0) throw new AppError('record.invalid', { kind: kind.name, problems })
  return Object.hasOwn(set, key) ? set : { ...set, [key]: goneOnFrom(state, key)[key] ?? null }
}

/** A value and the totals that follow from it. What equals the value shown is no change to the form, but it is a decision. */
function decided(kind: Kind, state: State, key: string, value: Json): Flat {
  return { ...withTotals(kind, state.body, { [key]: value }), [key]: value }
}

/** The record with a value under `key` that can be gone on from: of a row that one side removed, what the other wrote. */
function goneOnFrom(state: State, key: string): Flat {
  const value = headsOf(state, key).findLast(([, head]) => head !== null)?.[1]
  return value === undefined ? state.body : { ...state.body, [key]: value }
}
