import { fieldOf, isTyped, type Kind } from '../definition/define'
import { countedDates } from '../definition/own-indexes'
import { REVIEW, uncountedStates } from '../definition/workflow'
import { splitKey } from '../records/both-shapes'
import { flowIn, stateIn } from '../records/states'
import type { Flat } from '../shapes'
import { DELETED } from '../sync/change'

/** A day (`YYYY-MM-DD`) and a unit by which reports count a record. */
export interface CountedAt {
  readonly date: string
  readonly unit: string
}

/** Whether reports count a record in its state: no draft, and nothing void. */
function passes(kind: Kind, body: Flat): boolean {
  const flow = flowIn(kind, REVIEW)
  return flow !== undefined && !uncountedStates.includes(stateIn(flow, body))
}

/** Whether reports count a record that stands so. */
const isCounted = (kind: Kind, body: Flat): boolean => body[DELETED] !== true && passes(kind, body)

/** Where reports count a record by its own day; of one that went into the recycle bin since, where they did. */
export function countedOnItsDay(kind: Kind, body: Flat): CountedAt | undefined {
  return passes(kind, body) ? placed(body.date, body.unit) : undefined
}

/** Where reports count a record, by every date that figures go by. */
function counted(kind: Kind, body: Flat): readonly CountedAt[] {
  if (!isCounted(kind, body)) return []
  return countedDates(kind).flatMap((key) => placed(body[key], body.unit) ?? [])
}

const placed = (date: unknown, unit: unknown): CountedAt | undefined =>
  typeof date === 'string' && typeof unit === 'string' ? { date, unit } : undefined

/**
 * Where an edit changes what reports count: where they counted the record before, and where they count it then. Nowhere for
 * an edit that no figure reads. @param before nothing for a record that is new
 */
export function countedOtherwise(kind: Kind, before: Flat | null, set: Flat): readonly CountedAt[] {
  const after: Flat = { ...before, ...set }
  const was = before !== null && isCounted(kind, before)
  const isSame = was === isCounted(kind, after)
  if (isSame && !Object.keys(set).some((key) => isRead(kind, key))) return []
  return [...(before === null ? [] : counted(kind, before)), ...counted(kind, after)]
}

/** Whether figures read a field: its day and unit, and what is measured; never a state, which moves set. */
function isRead(kind: Kind, key: string): boolean {
  const { field } = splitKey(key)
  if (!isTyped(kind, field)) return false
  return field === 'date' || field === 'unit' || fieldOf(kind, field)?.measured === true
}

/** Whether others have looked at a record and let it pass. */
export function isApproved(kind: Kind, body: Flat): boolean {
  const flow = flowIn(kind, REVIEW)
  return flow?.approved !== undefined && stateIn(flow, body) === flow.approved.state
}

/**
 * Where an edit wants a reason if a report was signed off there: others had let the record pass. By the record's own day, as
 * it was and as the edit makes it; the edit itself sends it back to be looked at, which changes nothing of that.
 */
export function wantsReason(kind: Kind, before: Flat, set: Flat): readonly CountedAt[] {
  if (Object.keys(set).length === 0 || !isApproved(kind, before)) return []
  const after: Flat = { ...before, ...set, [REVIEW]: before[REVIEW] ?? null }
  return [before, after].flatMap((body) => countedOnItsDay(kind, body) ?? [])
}
