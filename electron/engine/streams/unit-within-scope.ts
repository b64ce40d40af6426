import { fieldOf } from '../../../shared/definition/define'
import { knownKind } from '../../../shared/kinds'
import { type Change, DISTRICT_SCOPE, streamKey } from '../../../shared/sync/change'
import { changesOf } from '../changes/log'
import type { ReadDb } from '../context'

type Stream = Pick<Change, 'site' | 'scope'>

/** Gathers the places that the records of a bundle name, and judges them once everything has arrived. */
export interface Places {
  see(change: Change): void
  /** Tells of each stream that names a unit outside its scope. */
  check(tell: (stream: Stream, unit: string) => void): void
}

/**
 * @see Places. A record's unit lies within its scope: a street does not log the work of another street's village.
 * A unit that ever stood under the street will do, because villages are given to other streets and old records stay.
 * A unit that is not known here yet can not be judged.
 */
export function openPlaces(db: ReadDb): Places {
  const named = new Map<string, { readonly stream: Stream; readonly units: Set<string> }>()
  return {
    see({ kind, site, scope, set }) {
      if (scope === DISTRICT_SCOPE || typeof set.unit !== 'string' || !namesUnit(kind)) return
      const key = streamKey(site, scope)
      const found = named.get(key) ?? { stream: { site, scope }, units: new Set() }
      found.units.add(set.unit)
      named.set(key, found)
    },
    check(tell) {
      for (const { stream, units } of named.values())
        for (const unit of units) if (!everUnder(db, unit, stream.scope)) tell(stream, unit)
    },
  }
}

function namesUnit(kind: string): boolean {
  const known = knownKind(kind)
  const field = known && fieldOf(known, 'unit')
  return field?.type === 'ref' && field.to === 'unit'
}

/** Whether a unit is the street, or its parents lead or ever led there, or it is unknown. */
function everUnder(db: ReadDb, unit: string, street: string): boolean {
  const seen = new Set([unit])
  // A set grows while it is walked; a circle ends by itself.
  for (const each of seen) {
    if (each === street) return true
    for (const { set } of changesOf(db, each)) if (typeof set.parent === 'string') seen.add(set.parent)
  }
  return changesOf(db, unit).length === 0
}
