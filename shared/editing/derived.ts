import { fillings, type Kind, type Total } from '../definition/define'
import type { Fields } from '../definition/fields'
import { type Json, sameJson } from '../json'
import { knownKind } from '../kinds'
import { rowIdsOf, rowKey } from '../records/both-shapes'
import { type Body, cellsOf, type Flat } from '../shapes'
import { type Change, DELETED, nameOf } from '../sync/change'
import { conflictsOf, headsOf, overFor, type State } from '../sync/merge'

/**
 * The values that derive from a record's rows: a sum of one of their cells, how many they are (`$rows`), or the earliest date
 * among those still open.
 * Where there are no rows, or none of them gives the cell, no sum derives: what a person typed stands. A date that no row
 * gives any more is empty.
 */
export function derivedTotals(kind: Kind, flat: Flat): Flat {
  const derived = Object.entries(kind.totals ?? {}).flatMap(([field, total]): [string, Json][] => {
    const value = 'sum' in total ? sumOf(total, flat) : earliestOf(total, flat)
    if (value !== undefined) return [[field, value]]
    return 'sum' in total || !Object.hasOwn(flat, field) ? [] : [[field, null]]
  })
  return Object.fromEntries(derived)
}

type Sum = Extract<Total, { readonly sum: string }>
type Earliest = Extract<Total, { readonly earliest: string }>

function sumOf({ of, sum }: Sum, flat: Flat): number | undefined {
  const rows = rowIdsOf(flat, of)
  const cells = sum === '$rows' ? rows.map(() => 1) : rows.flatMap((row) => cellOf(flat, of, row, sum))
  return cells.length > 0 ? cells.reduce((all, cell) => all + cell, 0) : undefined
}

function earliestOf({ of, earliest, unless }: Earliest, flat: Flat): string | undefined {
  const open = rowIdsOf(flat, of)
    .map((row) => cellsOf(flat[rowKey(of, row)]))
    .filter((cells) => (cells[unless] ?? '') === '')
  return open
    .map((cells) => cells[earliest])
    .filter((date): date is string => typeof date === 'string' && date !== '')
    .sort()
    .at(0)
}

/** The number in one cell of a row; none when the cell is empty. */
function cellOf(flat: Flat, field: string, row: string, cell: string): readonly number[] {
  const value = cellsOf(flat[rowKey(field, row)])[cell]
  return typeof value === 'number' ? [value] : []
}

/**
 * What a patch leaves to the references that it chooses. What somebody typed stands: a field is filled where it is empty or
 * holds what the reference chosen before had filled, and never where the patch itself says something of it.
 * @param current the record or the form as it is @param bodyOf the living record behind an id
 */
export function filledValues(
  fields: Fields,
  current: Flat | Body,
  patch: Body,
  bodyOf: (id: string) => Body | undefined,
): Body {
  const filled: [string, Json][] = []
  for (const { key, fills } of fillings(fields)) {
    const [chosen, former] = [patch[key], current[key]]
    const body = typeof chosen === 'string' && chosen !== former ? bodyOf(chosen) : undefined
    if (body === undefined) continue
    const before = typeof former === 'string' ? bodyOf(former) : undefined
    for (const [own, theirs] of Object.entries(fills)) {
      const [held, offered] = [current[own] ?? null, body[theirs] ?? null]
      const isOpen = held === null || held === '' || (before && sameJson(held, before[theirs] ?? null))
      if (isOpen && offered !== null && !Object.hasOwn(patch, own)) filled.push([own, offered])
    }
  }
  return Object.fromEntries(filled)
}

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

/**
 * What the change of an edit says: what it sets, and which changes of each key it replaces.
 * Unless the edit deletes or restores, it says `$deleted: false`. @param state absent for a new record
 */
export function editValues(state: State | undefined, edit: Flat): Pick<Change, 'set' | 'over'> {
  const saysDeleted = Object.hasOwn(edit, DELETED)
  const typed = settingTotals(state, edit)
  const set: Flat = saysDeleted ? typed : { ...typed, [DELETED]: false }
  const over: Record<string, readonly string[]> = {}
  if (state) {
    for (const key of Object.keys(typed)) {
      const ids = overFor(state, key)
      if (ids.length > 0) over[key] = ids
    }
    if (!saysDeleted) {
      const ids = livingHeads(state)
      if (ids.length > 0) over[DELETED] = ids
    }
  }
  return { set, over }
}

/**
 * What the `$deleted: false` of an ordinary edit replaces. A delete that another laptop made meanwhile stays a head.
 * So it stays listed as a conflict, until a person deletes or restores.
 */
function livingHeads(state: State): readonly string[] {
  const heads = headsOf(state, DELETED)
  const living = heads.filter(([, value]) => value === false)
  return (living.length > 0 ? living : heads).map(([id]) => nameOf(id))
}
