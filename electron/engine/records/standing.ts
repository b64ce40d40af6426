import type { Kind } from '../../../shared/definition/define'
import { AppError } from '../../../shared/errors'
import { kindOf } from '../../../shared/kinds'
import { closedState, mayDelete, statesAfterEdit } from '../../../shared/records/standing'
import type { Body, Flat } from '../../../shared/shapes'
import type { State } from '../../../shared/sync/merge'
import { openConflicts } from '../changes/derived'
import type { OpenContext, ReadDb } from '../context'
import { authorOf } from './queries'
import { requireMayShow } from './sensitive'

/** Refuses what is done with a record that is only kept any more. @throws AppError `record.closed` */
export function requireOpen(kind: Kind, body: Flat | Body): void {
  const state = closedState(kind, body)
  if (state !== null) throw new AppError('record.closed', { state })
}

/** @throws AppError `right.missing` for what others have approved */
export function requireMayDelete(ctx: OpenContext, state: State): void {
  if (!mayDelete(kindOf(state.kind), state.body, ctx.user.role)) throw new AppError('right.missing')
}

/**
 * What an edit by the signed-in person sets: with it, an approved record goes back to be looked at again. A state that was
 * moved two ways stays as it is, for an edit must not decide it. @throws AppError `right.missing` for an attachment that
 * it would show to those who may not see such
 */
export function edited(ctx: OpenContext, state: State, set: Flat): Flat {
  if (Object.keys(set).length === 0) return set
  requireMayShow(ctx, state, set)
  const after = { ...state.body, ...set }
  const back = Object.entries(statesAfterEdit(kindOf(state.kind), after, ctx.user.role))
  const doubted = openConflicts(state)
  return { ...set, ...Object.fromEntries(back.filter(([field]) => !doubted.includes(field))) }
}

/**
 * Refuses a write by somebody who has not seen the record as it is; `seen` absent asks nothing.
 * @throws AppError `record.changed` with who wrote last
 */
export function requireSeen(db: ReadDb, id: string, state: State, seen: string | undefined): void {
  if (seen === undefined || seen === state.lastChange) return
  throw new AppError('record.changed', { by: authorOf(db, id, state.lastChange) })
}
