import { fieldOf, isTyped, type Kind } from '../../../shared/definition/define'
import { filledValues } from '../../../shared/definition/fills'
import { unmaskPatch } from '../../../shared/disclosure/mask-record'
import { AppError, type FieldProblem } from '../../../shared/errors'
import { type Json, sameJson } from '../../../shared/json'
import { toBody, toFlat } from '../../../shared/records/both-shapes'
import { yearProblems } from '../../../shared/records/days'
import type { States } from '../../../shared/records/moving'
import { cleanPatch } from '../../../shared/records/patch'
import { problemsInPatch, problemsInRecord } from '../../../shared/records/schema'
import { problemsInStates } from '../../../shared/records/standing'
import { derivedTotals } from '../../../shared/records/totals'
import { sentencesOf } from '../../../shared/reports'
import { wordingProblems } from '../../../shared/reports/placeholders'
import type { Body, Flat } from '../../../shared/shapes'
import { DISTRICT_SCOPE } from '../../../shared/sync/change'
import type { State } from '../../../shared/sync/merge'
import type { OpenContext } from '../context'
import { today } from '../moment'
import { newIds } from '../new-id'
import { openReferences, type References } from './references'
import { openUniqueness, type Uniqueness } from './unique'
import { type CodedUnit, readUnits, type Units } from './units'
import { districtWords } from './words'

/** What one call needs to check any number of records. */
export interface Checker {
  readonly units: Units
  /** What a patch would set, and why it may not. `current` is `{}` for a new record. */
  check(
    kind: Kind,
    current: Flat,
    patch: Body,
    about?: About,
  ): { readonly set: Flat; readonly whole: Flat; readonly problems: readonly FieldProblem[] }
  /**
   * The scope a new record of this kind belongs to.
   * @throws AppError `record.wrong-owner`, `record.out-of-scope`
   */
  scopeOf(kind: Kind, whole: Flat): string
  /**
   * A record's scope is where its number and its stream are: it does not move to another street. Its village may, with the
   * old records left where they were made.
   * @throws AppError `record.wrong-owner`, `record.out-of-scope`
   */
  requireStays(kind: Kind, state: Pick<State, 'scope' | 'body'>, whole: Flat): void
}

/** What else is known of the record that a patch is for. */
interface About {
  /** Absent for a new one. */
  readonly id?: string | undefined
  /** The states it will stand in, where they are not those it has. */
  readonly states?: States
}

/** Checks that need more than a kind may know of. */
const checksAbove: Readonly<
  Record<NonNullable<Kind['checkedBy']>, (whole: Body) => readonly FieldProblem[]>
> = {
  wording: (whole) => wordingProblems(whole, sentencesOf),
}

export function openChecker(ctx: OpenContext): Checker {
  const units = readUnits(ctx.db)
  const references = openReferences(ctx.db)
  const uniqueness = openUniqueness(ctx.db)
  const scopeOf = (kind: Kind, whole: Flat): string => {
    requireOwner(ctx, kind)
    if (kind.owner === 'district') return DISTRICT_SCOPE
    const street = typeof whole.unit === 'string' ? units.streetOf(whole.unit) : undefined
    if (street) {
      requireOwnScope(ctx, street.id)
      return street.id
    }
    // What the district does itself (会前学法, counsel of its departments) stands under no street: its streets are not sent it.
    const own = ctx.site.role === 'district' ? districtOf(units, whole.unit) : undefined
    if (!own) throw new AppError('record.out-of-scope')
    return kind.lent ? DISTRICT_SCOPE : own.id
  }
  return {
    units,
    scopeOf,
    requireStays: (kind, state, whole) => {
      if (whole.unit !== state.body.unit && scopeOf(kind, whole) !== state.scope)
        throw new AppError('record.out-of-scope')
    },
    check: (kind, current, patch, about = {}) =>
      checkPatch(ctx, { references, uniqueness }, kind, current, patch, about),
  }
}

function districtOf(units: Units, id: Json | undefined): CodedUnit | undefined {
  const unit = typeof id === 'string' ? units.get(id) : undefined
  return unit?.level === 'district' ? unit : undefined
}

/** Only the district writes what the district owns. @throws AppError `record.wrong-owner` */
export function requireOwner(ctx: OpenContext, kind: Kind): void {
  // A city looks at what its districts bring; it logs nothing itself.
  if (ctx.site.role === 'city' || (kind.owner === 'district' && ctx.site.role !== 'district'))
    throw new AppError('record.wrong-owner', { kind: kind.label })
}

/** A street's laptop writes only what belongs to its street. @throws AppError `record.out-of-scope` */
export function requireOwnScope(ctx: OpenContext, scope: string): void {
  if (ctx.site.role === 'street' && scope !== ctx.site.scope) throw new AppError('record.out-of-scope')
}

function checkPatch(
  ctx: OpenContext,
  { references, uniqueness }: { readonly references: References; readonly uniqueness: Uniqueness },
  kind: Kind,
  current: Flat,
  patch: Body,
  { id, states = {} }: About,
): ReturnType<Checker['check']> {
  const clean = unmaskPatch(kind, current, cleanPatch(kind, patch))
  const inPatch = [
    ...problemsInPatch(kind, current, clean, districtWords(ctx.db), { ...current, ...states }),
    ...untyped(kind, current, clean),
    ...yearProblems(kind, changedIn(current, clean), today(ctx.clock)),
  ]
  if (inPatch.length > 0) return { set: {}, whole: current, problems: inPatch }
  const filled = { ...clean, ...filledValues(kind.fields, current, clean, references.bodyOf) }
  const set = withTotals(kind, current, toFlat(kind, current, filled, newIds(ctx)))
  const whole = { ...current, ...set, ...states }
  const body = toBody(kind, whole)
  const problems = [
    ...problemsInRecord(kind, whole),
    ...(id === undefined ? [] : problemsInStates(kind, toBody(kind, current), body)),
    ...references.problems(kind, set),
    ...uniqueness.problems(kind, id, set, whole),
    ...(kind.checkWith?.(body, references.bodyOf, (keys) => keys.some((key) => Object.hasOwn(set, key))) ??
      []),
    ...(kind.checkedBy ? checksAbove[kind.checkedBy](body) : []),
  ]
  return { set, whole, problems }
}

/** What a patch says otherwise than the record: what it holds already may stay. */
function changedIn(current: Flat, patch: Body): Body {
  return Object.fromEntries(
    Object.entries(patch).filter(([key, value]) => !sameJson(current[key] ?? null, value)),
  )
}

/**
 * States are changed by moves, and where a record came from is set when it is made. A form that sends them back as they
 * are changes nothing.
 */
function untyped(kind: Kind, current: Flat, patch: Body): readonly FieldProblem[] {
  return Object.entries(patch)
    .filter(
      ([key, value]) =>
        fieldOf(kind, key) !== undefined && !isTyped(kind, key) && !sameJson(current[key] ?? null, value),
    )
    .map(([field]) => ({ field, reason: 'field.by-move' }))
}

/** What a patch sets together with the totals of the rows as they then are; a typed total gives way to its rows. */
export function withTotals(kind: Kind, current: Flat, typed: Flat): Flat {
  const set = { ...typed, ...derivedTotals(kind, { ...current, ...typed }) }
  return Object.fromEntries(
    Object.entries(set).filter(([key, value]) => !sameJson(current[key] ?? null, value)),
  )
}
