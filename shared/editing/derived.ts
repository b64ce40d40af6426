import { type Json, sameJson } from '../json'
import { knownKind } from '../kinds'
import { derivedTotals } from '../records/totals'
import type { Flat } from '../shapes'
import { conflictsOf, type State } from '../sync/merge'

/**
 * Totals that derive from rows are computed when a record is projected, never merged.
 * Two laptops that each add a row would otherwise disagree about a sum that nobody typed.
 * `typed` keeps what the log says of such a key, so that the next change goes on from there: `[value]`, or `[]` where
 * the log never set it.
 */
export interface Shown {
  readonly body: Flat
  readonly typed: { readonly [key: string]: readonly Json[] }
  /** How many keys a person has to decide. */
  readonly conflicts: number
}

/** A state as the projection shows it. */
export function shownOf(state: State): Shown {
  const derived = totalsOf(state)
  const typed = Object.entries(derived)
    .filter(([key, total]) => !Object.hasOwn(state.body, key) || !sameJson(state.body[key] ?? null, total))
    .map(([key]) => [key, Object.hasOwn(state.body, key) ? [state.body[key] ?? null] : []] as const)
  return {
    body: typed.length === 0 ? state.body : { ...state.body, ...derived },
    typed: Object.fromEntries(typed),
    conflicts: state.conflicts === 0 ? 0 : openConflicts(state).length,
  }
}

/** The body that the log makes, out of what the projection shows. */
export function typedBody(body: Flat, typed: Shown['typed'] | undefined): Flat {
  if (!typed) return body
  const kept = Object.entries(body).filter(([key]) => !Object.hasOwn(typed, key))
  const put = Object.entries(typed).flatMap(([key, [value]]): [string, Json][] =>
    value === undefined ? [] : [[key, value]],
  )
  return Object.fromEntries([...kept, ...put])
}

/** The keys that hold several different values and that a person can decide: a total follows its rows. */
export function openConflicts(state: State): readonly string[] {
  const keys = conflictsOf(state.heads)
  if (keys.length === 0) return keys
  const derived = totalsOf(state)
  return keys.filter((key) => !Object.hasOwn(derived, key))
}

/**
 * What an edit sets, and with it the totals that stop deriving because their last row goes.
 * The shown total stays, as if typed, in place of the sums that several laptops wrote.
 */
export function settingTotals(state: State | undefined, set: Flat): Flat {
  const was = state ? totalsOf(state) : {}
  if (!state || Object.keys(was).length === 0) return set
  const stays = totalsOf({ ...state, body: { ...state.body, ...set } })
  const ending = Object.entries(was).filter(([key]) => !Object.hasOwn(stays, key) && !Object.hasOwn(set, key))
  return ending.length === 0 ? set : { ...set, ...Object.fromEntries(ending) }
}

function totalsOf(state: State): Flat {
  const kind = knownKind(state.kind)
  return kind?.totals ? derivedTotals(kind, state.body) : {}
}
