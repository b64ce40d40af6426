import type { EditContext, Target } from '../../../shared/editing/edit-context'
import type { Flat } from '../../../shared/shapes'
import { changeQuery } from '../changes/queries'
import type { OpenContext, ReadDb } from '../context'
import { catalogueOf } from '../district/catalogue'
import { readUnits, type Units } from '../district/units'
import { districtWords } from '../district/words'
import { dayOf, today } from '../moment'
import { newIds, timeOfId } from '../new-id'
import { findIdentity } from './queries'
import { openUniqueness } from './unique'

/** What this profile knows for one call's edits, with the codes that numbers are made of. */
export interface LocalEditContext extends EditContext {
  readonly units: Units
}

/** @see EditContext. Each target is read once. */
export function openEditContext(ctx: OpenContext): LocalEditContext {
  const { db, site, user } = ctx
  const targets = new Map<string, Target | undefined>()
  return {
    site,
    role: user.role,
    today: newestDay(ctx),
    units: readUnits(db),
    wordsOf: districtWords(db),
    catalogue: catalogueOf(db),
    targetOf(id) {
      if (!targets.has(id)) targets.set(id, readTarget(db, id))
      return targets.get(id)
    },
    taken: openUniqueness(db).problems,
    rowIds: () => newIds(ctx),
  }
}

/** The laptop's own day, or that of the newest record here: a clock that fell back years keeps nobody from today's date. */
function newestDay({ clock, db }: OpenContext): string {
  const now = today(clock)
  const made = timeOfId(changeQuery<{ id: string }>(db, 'highestRecord').get()?.id ?? '')
  const known = made === undefined ? now : dayOf(new Date(made).toISOString())
  return known > now ? known : now
}

function readTarget(db: ReadDb, id: string): Target | undefined {
  const row = findIdentity(db, id)
  if (!row || row.deleted === 1) return undefined
  return { kind: row.kind, flat: JSON.parse(row.body) as Flat }
}
