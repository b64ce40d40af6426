import { fieldOf, isTyped, type Kind } from '../definition/define'
import { filledValues } from '../definition/fills'
import { unmaskPatch } from '../disclosure/mask-record'
import type { FieldProblem } from '../errors'
import { ownFormProblems } from '../forms/check'
import { sameJson } from '../json'
import { toBody, toFlat } from '../records/both-shapes'
import { yearProblems } from '../records/days'
import type { States } from '../records/moving'
import { cleanPatch } from '../records/patch'
import { problemsInPatch, problemsInRecord } from '../records/schema'
import { problemsInStates } from '../records/standing'
import { derivedTotals } from '../records/totals'
import { sentencesOf } from '../reports'
import { wordingProblems } from '../reports/placeholders'
import type { Body, Flat } from '../shapes'
import type { EditContext } from './edit-context'
import { bodyBehind, targetProblems } from './targets'

/** What else is known of the record that a patch is for. */
interface About {
  /** Absent for a new one. */
  readonly id?: string | undefined
  /** The states it will stand in, where they are not those it has. */
  readonly states?: States
}

/** What a patch would set, the record as it would then be, and why it may not. */
export interface CheckedPatch {
  readonly set: Flat
  readonly whole: Flat
  readonly problems: readonly FieldProblem[]
}

/** Checks that need more than a kind may know of. */
const checksAbove: Readonly<
  Record<NonNullable<Kind['checkedBy']>, (whole: Body) => readonly FieldProblem[]>
> = {
  wording: (whole) => wordingProblems(whole, sentencesOf),
  form: ownFormProblems,
}

/** Checks a patch against its kind and all that is known. @param current `{}` for a new record */
export function checkPatch(
  known: EditContext,
  kind: Kind,
  current: Flat,
  patch: Body,
  { id, states = {} }: About = {},
): CheckedPatch {
  const clean = unmaskPatch(kind, current, cleanPatch(kind, patch))
  const inPatch = [
    ...problemsInPatch(kind, current, clean, known.wordsOf, { ...current, ...states }),
    ...untyped(kind, current, clean),
    ...yearProblems(kind, changedIn(current, clean), known.today),
  ]
  if (inPatch.length > 0) return { set: {}, whole: current, problems: inPatch }
  const bodyOf = (behind: string): Body | undefined => bodyBehind(known, behind)
  const filled = { ...clean, ...filledValues(kind.fields, current, clean, bodyOf) }
  const set = withTotals(kind, current, toFlat(kind, current, filled, known.rowIds()))
  const whole = { ...current, ...set, ...states }
  const body = toBody(kind, whole)
  const problems = [
    ...problemsInRecord(kind, whole),
    ...(id === undefined ? [] : problemsInStates(kind, toBody(kind, current), body)),
    ...targetProblems(known, kind, set),
    ...known.taken(kind, id, set, whole),
    ...(kind.checkWith?.(body, bodyOf, (keys) => keys.some((key) => Object.hasOwn(set, key))) ?? []),
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
