import type { EditContext, Target } from '../../../shared/editing/edit-context'
import type { Flat } from '../../../shared/shapes'
import type { OpenContext, ReadDb } from '../context'
import { today } from '../moment'
import { newIds } from '../new-id'
import { findIdentity } from './queries'
import { openUniqueness } from './unique'
import { readUnits, type Units } from './units'
import { districtWords } from './words'

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
    today: today(ctx.clock),
    units: readUnits(db),
    wordsOf: districtWords(db),
    targetOf(id) {
      if (!targets.has(id)) targets.set(id, readTarget(db, id))
      return targets.get(id)
    },
    taken: openUniqueness(db).problems,
    rowIds: () => newIds(ctx),
  }
}

function readTarget(db: ReadDb, id: string): Target | undefined {
  const row = findIdentity(db, id)
  if (!row || row.deleted === 1) return undefined
  return { kind: row.kind, flat: JSON.parse(row.body) as Flat }
}
