import { isFileKey, isSensitive, readFileEntry } from '../attachments/entry'
import { countedDates, fieldOf, isTyped, type Kind } from '../definition/define'
import { REVIEW, uncountedStates } from '../definition/workflow'
import { AppError } from '../errors'
import type { UnitNode } from '../figures/unit-tree'
import type { Json } from '../json'
import { knownKind } from '../kinds'
import { splitKey } from '../records/both-shapes'
import { closedState, flowIn, mayDelete, stateIn } from '../records/states'
import { may, type Role } from '../rights'
import type { Body, Flat } from '../shapes'
import { DELETED, DISTRICT_SCOPE } from '../sync/change'
import { onlyHolds } from '../sync/manifest'
import { headsOf, type State } from '../sync/merge'
import type { EditContext, StandingRecord } from './edit-context'

/** Whether a record may be written: by whose computer, in which street, in which state, by whom, and past which reports. */

type Place = Pick<EditContext, 'site' | 'units'>

/** Only the district writes what the district owns. @throws AppError `record.wrong-owner` */
export function requireOwner({ site }: Pick<EditContext, 'site'>, kind: Kind): void {
  // A city or a province looks at what others bring; it logs nothing itself.
  if (onlyHolds(site.role) || (kind.owner === 'district' && site.role !== 'district'))
    throw new AppError('record.wrong-owner', { kind: kind.label })
}

/** A street's laptop writes only what belongs to its street. @throws AppError `record.out-of-scope` */
export function requireOwnScope({ site }: Pick<EditContext, 'site'>, scope: string): void {
  if (site.role === 'street' && scope !== site.scope) throw new AppError('record.out-of-scope')
}

/** The scope a new record of this kind belongs to. @throws AppError `record.wrong-owner`, `record.out-of-scope` */
export function scopeOf(known: Place, kind: Kind, whole: Flat): string {
  const { site, units } = known
  requireOwner(known, kind)
  if (kind.owner === 'district') return DISTRICT_SCOPE
  const street = typeof whole.unit === 'string' ? units.streetOf(whole.unit) : undefined
  if (street) {
    requireOwnScope(known, street.id)
    return street.id
  }
  // What the district does itself (会前学法, counsel of its departments) stands under no street: its streets are not sent it.
  const own = site.role === 'district' ? districtOf(known, whole.unit) : undefined
  if (!own) throw new AppError('record.out-of-scope')
  return kind.lent ? DISTRICT_SCOPE : own.id
}

/**
 * A record's scope is where its number and its stream are: it does not move to another street. Its village may, with the
 * old records left where they were made.
 * @throws AppError `record.wrong-owner`, `record.out-of-scope`
 */
export function requireStays(known: Place, { kind, state }: StandingRecord, whole: Flat): void {
  if (whole.unit !== state.body.unit && scopeOf(known, kind, whole) !== state.scope)
    throw new AppError('record.out-of-scope')
}

function districtOf({ units }: Place, id: Json | undefined): UnitNode | undefined {
  const unit = typeof id === 'string' ? units.get(id) : undefined
  return unit?.level === 'district' ? unit : undefined
}

/** Refuses what is done with a record that is only kept any more. @throws AppError `record.closed` */
export function requireOpen(kind: Kind, body: Flat | Body): void {
  const state = closedState(kind, body)
  if (state !== null) throw new AppError('record.closed', { state })
}

/** @throws AppError `right.missing` for what others have approved */
export function requireMayDelete(role: Role, { kind, state }: StandingRecord): void {
  if (!mayDelete(kind, state.body, role)) throw new AppError('right.missing')
}

/** That a scan shows no papers after all, only who may look at such can know. @throws AppError `right.missing` */
export function requireMayShow(role: Role, { kind, state }: StandingRecord, set: Flat): void {
  if (may(role, 'record.unmask')) return
  for (const [key, value] of Object.entries(set)) {
    const entry = isFileKey(key) ? readFileEntry(value) : undefined
    if (entry && !isSensitive(entry, kind) && isSaidSensitive(state, key))
      throw new AppError('right.missing', { right: 'record.unmask' })
  }
}

/** Whether any of what stands there says that it is sensitive: until two marks are decided, the careful one holds. */
export function isSaidSensitive(state: State, key: string): boolean {
  const kind = knownKind(state.kind)
  return headsOf(state, key).some(([, value]) => {
    const entry = readFileEntry(value)
    return entry !== undefined && isSensitive(entry, kind)
  })
}

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
