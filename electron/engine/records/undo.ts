import type { Output, Parsed } from '../../../shared/contract'
import type { Kind } from '../../../shared/definition/define'
import { requireMayDelete, requireOpen } from '../../../shared/editing/allowed'
import { openConflicts } from '../../../shared/editing/derived'
import type { StandingRecord } from '../../../shared/editing/edit-context'
import { edited } from '../../../shared/editing/planned'
import { AppError } from '../../../shared/errors'
import type { Json } from '../../../shared/json'
import { toBody } from '../../../shared/records/both-shapes'
import { isMergeKey } from '../../../shared/records/merge-marks'
import { VOIDED } from '../../../shared/records/numbers'
import { flowIn, problemsInStates } from '../../../shared/records/states'
import type { Flat } from '../../../shared/shapes'
import { type Change, DELETED, NUMBER, nameOf } from '../../../shared/sync/change'
import { foldChanges, headsOf, type State } from '../../../shared/sync/merge'
import { upgradedChangesOf } from '../changes/upgraded'
import type { OpenContext } from '../context'
import { readUnits } from '../district/units'
import { type NumberSeries, openNumbers, renumbered } from './numbers'
import { openOwn } from './own'
import { requireUnlocked } from './signed-off'

/**
 * Takes the newest change of a record back by a new change, when it was made at this laptop: every key it set shows what
 * it showed before. Undoing a creation deletes. @throws AppError `record.stale`, `record.closed`, `record.decided` for
 * the decision of a conflict, `right.missing`
 */
export function undoChange(ctx: OpenContext, input: Parsed<'records.undo'>): Output<'records.undo'> {
  const own = openOwn(ctx, input.id)
  const numbers = openNumbers(ctx, readUnits(ctx.db))
  const set = undoneValues(ctx, numbers, own, input.change)
  numbers.finish()
  return own.write(set)
}

/** What taking a change back sets on a record that stands so. @throws AppError as `undoChange` */
export function undoneValues(
  ctx: OpenContext,
  numbers: NumberSeries,
  standing: StandingRecord,
  change: string,
): Flat {
  const { id: record, kind, state } = standing
  const changes = upgradedChangesOf(ctx.db, record)
  const undone = changes.find(({ id }) => id === change)
  if (!undone || undone.site !== ctx.site.id || !isUntouched(undone, changes, state))
    throw new AppError('record.stale')
  // A merge is several changes: one of them alone is not taken back.
  if (Object.keys(undone.set).some(isMergeKey)) throw new AppError('record.stale')
  const before = foldChanges(changes.filter((one) => one !== undone))
  if (!before) {
    requireMayDelete(ctx.user.role, standing)
    const gone = { [DELETED]: true }
    requireUnlocked(ctx, kind, state.body, gone)
    return gone
  }
  // What it showed before was one of several values: going back to it would decide for that one without saying so.
  if (openConflicts(before).some((key) => Object.hasOwn(undone.set, key)))
    throw new AppError('record.decided')
  requireOwnMove(ctx, kind, undone)
  const set: Record<string, Json> = {}
  for (const key of Object.keys(undone.set))
    if (key !== NUMBER && key !== VOIDED) set[key] = before.body[key] ?? null
  set[DELETED] = before.body[DELETED] ?? false
  const isNewest = headsOf(state, DELETED).every(([id]) => id === undone.id)
  const back = wayBack(ctx, standing, set, isNewest)
  requireUnlocked(ctx, kind, state.body, back)
  return { ...back, ...renumbered(ctx, numbers, standing, back) }
}

/**
 * What goes back, as far as the state that the record has come to since lets it. It becomes approved again only when nobody
 * wrote after the change that is taken back: nobody has approved that. @throws AppError `record.closed`, `record.stale`
 */
function wayBack(ctx: OpenContext, standing: StandingRecord, set: Flat, isNewest: boolean): Flat {
  const { kind, state } = standing
  if (set[DELETED] === true) requireMayDelete(ctx.user.role, standing)
  const after = { ...state.body, ...set }
  requireOpen(kind, after)
  if (problemsInStates(kind, toBody(kind, state.body), toBody(kind, after)).length > 0)
    throw new AppError('record.stale')
  const isMove = Object.keys(set).some((key) => flowIn(kind, key) !== undefined)
  return isMove && isNewest ? set : edited(ctx.user.role, standing, set)
}

/**
 * Whether nobody has built on a change, and none of its keys waits for a person's decision. Not by the newest clock: a
 * wrong one would make its own change the newest for years, or hide what others wrote after it.
 */
export function isUntouched(change: Change, changes: readonly Change[], state: State): boolean {
  const isReplaced = changes.some(({ over }) =>
    Object.values(over).some((ids) => ids.includes(nameOf(change.id))),
  )
  return !isReplaced && !openConflicts(state).some((key) => Object.hasOwn(change.set, key))
}

/** A move is taken back by who made it, or by 管理: others may not be allowed to make it. @throws AppError `right.missing` */
function requireOwnMove(ctx: OpenContext, kind: Kind, undone: Change): void {
  const isMove = Object.keys(undone.set).some((key) => flowIn(kind, key) !== undefined)
  if (isMove && undone.author !== ctx.user.name && ctx.user.role !== 'admin')
    throw new AppError('right.missing')
}
