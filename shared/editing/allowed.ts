import { isFileKey, isSensitive, readFileEntry } from '../attachments/entry'
import type { Kind } from '../definition/define'
import { AppError } from '../errors'
import type { UnitNode } from '../figures/unit-tree'
import type { Json } from '../json'
import { kindOf, knownKind } from '../kinds'
import { closedState, mayDelete } from '../records/states'
import { may, type Role } from '../rights'
import type { Body, Flat } from '../shapes'
import { DISTRICT_SCOPE } from '../sync/change'
import { onlyHolds } from '../sync/manifest'
import { headsOf, type State } from '../sync/merge'
import type { EditContext } from './edit-context'

/** Whether a record may be written: by whose computer, in which street, in which state, and by whom. */

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
export function requireStays(
  known: Place,
  kind: Kind,
  state: Pick<State, 'scope' | 'body'>,
  whole: Flat,
): void {
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
export function requireMayDelete(role: Role, state: State): void {
  if (!mayDelete(kindOf(state.kind), state.body, role)) throw new AppError('right.missing')
}

/** That a scan shows no papers after all, only who may look at such can know. @throws AppError `right.missing` */
export function requireMayShow(role: Role, state: State, set: Flat): void {
  if (may(role, 'record.unmask')) return
  for (const [key, value] of Object.entries(set)) {
    const entry = isFileKey(key) ? readFileEntry(value) : undefined
    if (entry && !isSensitive(entry, knownKind(state.kind)) && isSaidSensitive(state, key))
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
