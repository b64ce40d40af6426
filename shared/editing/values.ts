import type { Flat } from '../shapes'
import { type Change, DELETED } from '../sync/change'
import { headsOf, overFor, type State } from '../sync/merge'
import { settingTotals } from './derived'

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
  return (living.length > 0 ? living : heads).map(([id]) => id)
}
