import type { Kind } from '../../../shared/definition/define'
import { FROZEN_KIND } from '../../../shared/paper/frozen'
import { DISTRICT_SCOPE } from '../../../shared/sync/change'
import type { State } from '../../../shared/sync/merge'
import { REDACTION_KIND } from '../../../shared/sync/redaction'
import type { KindNamed } from './upgraded'

/** Kinds that stand in no registry and are projected all the same. */
const BESIDE_REGISTRY: ReadonlySet<string> = new Set([FROZEN_KIND, REDACTION_KIND])

/**
 * Whether a merged record stands in `records`. One of a kind that this version does not know waits in `waiting_records`: it is
 * merged and counted in digests like any other, and shown once a version knows the kind. So whoever learns a kind late holds
 * what others held from the start.
 */
export function isProjected({ kind, scope }: Pick<State, 'kind' | 'scope'>, kindNamed: KindNamed): boolean {
  const known = kindNamed(kind)
  return known ? belongsIn(known, scope) : BESIDE_REGISTRY.has(kind)
}

/**
 * The district's kinds live in the district's scope and other kinds outside, but for kinds that a district lends.
 * So no street gets a unit moved into it.
 */
export function belongsIn({ lent, owner }: Kind, scope: string): boolean {
  return lent === true || (owner === 'district') === (scope === DISTRICT_SCOPE)
}
