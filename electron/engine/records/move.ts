import type { Output, Parsed } from '../../../shared/contract'
import type { Kind } from '../../../shared/definition/define'
import { type Move, REVIEW, type Workflow } from '../../../shared/definition/workflow'
import { requireOpen } from '../../../shared/editing/allowed'
import { checkPatch } from '../../../shared/editing/check-patch'
import type { EditContext, StandingRecord } from '../../../shared/editing/edit-context'
import { edited } from '../../../shared/editing/planned'
import { AppError, type FieldProblem } from '../../../shared/errors'
import { toBody } from '../../../shared/records/both-shapes'
import {
  flowIn,
  isDraft,
  isFilled,
  problemsAfterMove,
  setsByItself,
  stampsOf,
  stateIn,
  stateLabel,
  withoutOutdated,
} from '../../../shared/records/states'
import type { Body, Flat } from '../../../shared/shapes'
import { isDeleted } from '../../../shared/sync/merge'
import type { OpenContext } from '../context'
import { today } from '../moment'
import { openEditContext } from './edit-context'
import { openOwn, requireSeen } from './own'
import { requireUnlocked } from './signed-off'

/**
 * Moves a record along one of its workflows: one change that sets the state, what the move asks for and what it stamps.
 * @throws AppError `record.not-found`, `call.invalid` for a move that the kind does not have, `right.missing` for one that is
 * another role's, `record.wrong-state`, `record.closed`, `record.invalid` when what it needs is not there
 */
export function moveRecord(ctx: OpenContext, input: Parsed<'records.move'>): Output<'records.move'> {
  const own = openOwn(ctx, input.id)
  if (!isDeleted(own.state)) requireSeen(ctx.db, own, input.seen)
  return own.write(movedValues(ctx, openEditContext(ctx), own, input), input.reason)
}

/** Which step, with what it asks for. */
export type RequestedMove = Pick<Parsed<'records.move'>, 'flow' | 'move' | 'patch' | 'reason'>

/** What a move sets on a record that stands so. @throws AppError as `moveRecord` */
export function movedValues(
  ctx: OpenContext,
  known: EditContext,
  standing: StandingRecord,
  input: RequestedMove,
): Flat {
  const { id, kind, state } = standing
  if (isDeleted(state)) throw new AppError('record.not-found', { id })
  const { flow, move } = moveNamed(kind, input.flow, input.move)
  if (!mayMake(ctx, move)) throw new AppError('right.missing', { move: move.label })
  requireOpen(kind, state.body)
  const stands = stateIn(flow, state.body)
  if (!move.from.includes(stands))
    throw new AppError('record.wrong-state', { state: stateLabel(flow, stands), move: move.label })
  const set = filled(ctx, known, standing, flow, move, input)
  const own = new Set([...(move.needs ?? []), ...setsByItself(move)])
  // What a move asks for is the work going on; what is sent beside it is an edit like any other.
  const all = Object.keys(set).every((key) => own.has(key)) ? set : edited(ctx.user.role, standing, set)
  const moved = { ...all, [flow.field]: move.to }
  if (flow.field === REVIEW || all !== set) requireUnlocked(ctx, kind, state.body, moved)
  return moved
}

function moveNamed(
  kind: Kind,
  field: string,
  name: string,
): { readonly flow: Workflow; readonly move: Move } {
  const flow = flowIn(kind, field)
  const move = flow?.moves.find((one) => one.name === name)
  if (flow && move) return { flow, move }
  throw new AppError('call.invalid', { problems: [{ field: 'move', reason: 'move.unknown' }] })
}

function mayMake(ctx: OpenContext, move: Move): boolean {
  return ctx.user.role === 'admin' || move.by.includes(ctx.user.role)
}

/**
 * What the move sets beside the state. The record as a whole is checked only when something of it changes, or when it
 * ceases to be a draft.
 * So a record from an older version that lacks a field of today can still be returned or made void.
 */
function filled(
  ctx: OpenContext,
  known: EditContext,
  { id, kind, state }: StandingRecord,
  flow: Workflow,
  move: Move,
  { patch = {}, reason }: RequestedMove,
): Flat {
  const current = state.body
  const kept = withoutOutdated(move, toBody(kind, current))
  const isGiven = (key: string): boolean => isFilled(patch[key]) || isFilled(kept[key])
  const stamps = stampsOf(move, (key) => !isGiven(key), { today: today(ctx.clock), user: ctx.user.name })
  const outdated = (keys: readonly string[] = []): Body =>
    Object.fromEntries(keys.filter((key) => isFilled(current[key])).map((key) => [key, null]))
  const whole = { ...outdated(move.renews), ...patch, ...stamps, ...outdated(move.clears) }
  const found =
    Object.keys(whole).length === 0 && !isDraft(kind, current)
      ? { set: {}, whole: current, problems: [] }
      : checkPatch(known, kind, current, whole, {
          id,
          states: { [flow.field]: move.to },
        })
  const problems = [
    ...found.problems,
    ...problemsAfterMove(kind, move, toBody(kind, found.whole)),
    ...(move.reason && !reason?.trim() ? [{ field: 'reason', reason: 'required' }] : []),
  ]
  if (problems.length > 0)
    throw new AppError('record.invalid', { kind: kind.name, problems: distinct(problems) })
  return found.set
}

function distinct(problems: readonly FieldProblem[]): readonly FieldProblem[] {
  return [...new Map(problems.map((problem) => [`${problem.field} ${problem.reason}`, problem])).values()]
}
