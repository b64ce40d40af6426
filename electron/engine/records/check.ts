import { AppError, type FieldProblem } from '../../../shared/errors'
import type { Kind } from '../../../shared/kinds/define'
import { cleanPatch, type FlatBody, flatten, type RecordPatch } from '../../../shared/kinds/patch'
import { problemsInPatch, problemsInRecord } from '../../../shared/kinds/schema'
import { unmaskPatch } from '../../../shared/masking'
import { DISTRICT_SCOPE } from '../../../shared/sync/change'
import type { OpenContext } from '../context'
import { newId } from './new-id'
import { openReferences, type References } from './references'
import { type UnitTree, unitTree } from './units'

/** What one call needs to check any number of records. */
export interface Checker {
  readonly units: UnitTree
  /** What a patch would set, and why it may not. `current` is `{}` for a new record. */
  check(
    kind: Kind,
    current: FlatBody,
    patch: RecordPatch,
  ): { readonly set: FlatBody; readonly whole: FlatBody; readonly problems: readonly FieldProblem[] }
  /**
   * The scope a new record of this kind belongs to.
   * @throws AppError `record.wrong-owner`, `record.out-of-scope`
   */
  scopeOf(kind: Kind, whole: FlatBody): string
}

export function openChecker(ctx: OpenContext): Checker {
  const units = unitTree(ctx.db)
  const references = openReferences(ctx.db)
  return {
    units,
    check: (kind, current, patch) => checkPatch(ctx, references, kind, current, patch),
    scopeOf: (kind, whole) => {
      requireOwner(ctx, kind)
      if (kind.owner === 'district') return DISTRICT_SCOPE
      const street = typeof whole.unit === 'string' ? units.streetOf(whole.unit) : undefined
      if (!street) throw new AppError('record.out-of-scope')
      requireOwnScope(ctx, street.id)
      return street.id
    },
  }
}

/** Only the district writes what the district owns. @throws AppError `record.wrong-owner` */
export function requireOwner(ctx: OpenContext, kind: Kind): void {
  if (kind.owner === 'district' && ctx.site.role !== 'district')
    throw new AppError('record.wrong-owner', { kind: kind.label })
}

/** A street's laptop writes only what belongs to its street. @throws AppError `record.out-of-scope` */
export function requireOwnScope(ctx: OpenContext, scope: string): void {
  if (ctx.site.role === 'street' && scope !== ctx.site.scope) throw new AppError('record.out-of-scope')
}

function checkPatch(
  ctx: OpenContext,
  references: References,
  kind: Kind,
  current: FlatBody,
  patch: RecordPatch,
): ReturnType<Checker['check']> {
  const clean = unmaskPatch(kind, current, cleanPatch(kind, patch))
  const inPatch = problemsInPatch(kind, current, clean)
  if (inPatch.length > 0) return { set: {}, whole: current, problems: inPatch }
  const set = flatten(kind, current, clean, () => newId(ctx))
  const whole = { ...current, ...set }
  const problems = [
    ...problemsInRecord(kind, whole),
    ...references.problems(kind, set),
    ...(kind.checkWith?.(whole, references.bodyOf) ?? []),
  ]
  return { set, whole, problems }
}
