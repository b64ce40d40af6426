import type { Kind } from '../definition/define'
import { AppError } from '../errors'
import { kindOf } from '../kinds'
import { closedState, mayDelete, statesAfterEdit } from '../records/standing'
import type { Role } from '../rights'
import type { Body, Flat } from '../shapes'
import type { State } from '../sync/merge'
import { openConflicts } from './derived'
import { requireMayShow } from './sensitive'

/** Refuses what is done with a record that is only kept any more. @throws AppError `record.closed` */
export function requireOpen(kind: Kind, body: Flat | Body): void {
  const state = closedState(kind, body)
  if (state !== null) throw new AppError('record.closed', { state })
}

/** @throws AppError `right.missing` for what others have approved */
export function requireMayDelete(role: Role, state: State): void {
  if (!mayDelete(kindOf(state.kind), state.body, role)) throw new AppError('right.missing')
}

/**
 * What an edit by somebody with this role sets: with it, an approved record goes back to be looked at again. A state that was
 * moved two ways stays as it is, for an edit must not decide it. @throws AppError `right.missing` for an attachment that
 * it would show to those who may not see such
 */
export function edited(role: Role, state: State, set: Flat): Flat {
  if (Object.keys(set).length === 0) return set
  requireMayShow(role, state, set)
  const after = { ...state.body, ...set }
  const back = Object.entries(statesAfterEdit(kindOf(state.kind), after, role))
  const doubted = openConflicts(state)
  return { ...set, ...Object.fromEntries(back.filter(([field]) => !doubted.includes(field))) }
}
