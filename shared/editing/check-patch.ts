import { fieldOf, isTyped, type Kind } from '../definition/define'
import type { CellField, RefField, RefsField } from '../definition/fields'
import { saidUnseen } from '../disclosure/mask-record'
import type { FieldProblem } from '../errors'
import { measureNamed } from '../figures/measures'
import { ownFormProblems } from '../forms/check'
import { type Json, sameJson } from '../json'
import { knownKind } from '../kinds'
import { unitLevels } from '../kinds/unit'
import { splitKey, toBody, toFlat } from '../records/both-shapes'
import { cleanPatch, problemsInPatch, problemsInRecord, yearProblems } from '../records/patch'
import { problemsInStates, type States } from '../records/states'
import { sentencesOf } from '../reports'
import { wordingProblems } from '../reports/placeholders'
import { may } from '../rights'
import { type Body, cellsOf, type Flat } from '../shapes'
import { derivedTotals, filledValues } from './derived'
import type { EditContext, Target } from './edit-context'

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
  Record<NonNullable<Kind['checkedBy']>, (whole: Body, known: EditContext) => readonly FieldProblem[]>
> = {
  wording: (whole, { catalogue }) => wordingProblems(whole, sentencesOf, catalogue),
  indicator: ({ name }) =>
    typeof name === 'string' && measureNamed(name) !== undefined
      ? [{ field: 'name', reason: 'indicator.name-taken', params: { name } }]
      : [],
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
  const clean = cleanPatch(kind, patch, current)
  const unseen = may(known.role, 'record.unmask')
    ? nothing
    : saidUnseen(kind, current, cleanPatch(kind, patch), clean)
  const inPatch = [
    ...problemsInPatch(kind, current, clean, known.wordsOf, { ...current, ...states }),
    ...untyped(kind, current, clean),
    ...yearProblems(kind, changedIn(current, clean), known.today),
  ]
  if (inPatch.length > 0) return { set: {}, whole: current, problems: inPatch }
  const bodyOf = (behind: string): Body | undefined => bodyBehind(known, behind)
  const same = Object.fromEntries([...unseen].map((key) => [key, current[key] ?? null]))
  const filled = { ...clean, ...filledValues(kind.fields, current, clean, bodyOf) }
  const set = withTotals(kind, current, { ...same, ...toFlat(kind, current, filled, known.rowIds()) }, unseen)
  const whole = { ...current, ...set, ...states }
  const body = toBody(kind, whole)
  const problems = [
    ...problemsInRecord(kind, whole),
    ...(id === undefined ? [] : identityProblems(kind, current, set)),
    ...(id === undefined ? [] : problemsInStates(kind, toBody(kind, current), body)),
    ...targetProblems(known, kind, set),
    ...known.taken(kind, id, set, whole),
    ...(kind.checkWith?.(body, bodyOf, (keys) => keys.some((key) => Object.hasOwn(set, key))) ?? []),
    ...(kind.checkedBy ? checksAbove[kind.checkedBy](body, known) : []),
  ]
  return { set, whole, problems }
}

/** What made a record's id can not say something else afterwards. */
function identityProblems(kind: Kind, current: Flat, set: Flat): readonly FieldProblem[] {
  return (kind.identity ?? [])
    .filter((key) => Object.hasOwn(set, key) && !sameJson(current[key] ?? null, set[key] ?? null))
    .map((field) => ({ field, reason: 'identity.fixed' }))
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

const nothing: ReadonlySet<string> = new Set()

/**
 * What a patch sets together with the totals of the rows as they then are; a typed total gives way to its rows. What is as it was
 * is not set. @param unseen keys that are set in any case
 */
export function withTotals(
  kind: Kind,
  current: Flat,
  typed: Flat,
  unseen: ReadonlySet<string> = nothing,
): Flat {
  const set = { ...typed, ...derivedTotals(kind, { ...current, ...typed }) }
  return Object.fromEntries(
    Object.entries(set).filter(([key, value]) => unseen.has(key) || !sameJson(current[key] ?? null, value)),
  )
}

type Asking = Pick<EditContext, 'targetOf'>

/** The living record behind an id. */
export function bodyBehind({ targetOf }: Asking, id: string): Body | undefined {
  const target = targetOf(id)
  return target && toBody(knownKind(target.kind), target.flat)
}

/** What is wrong with the records that the set values point at. */
export function targetProblems(known: Asking, kind: Kind, set: Flat): readonly FieldProblem[] {
  return Object.entries(set).flatMap(([key, value]) => {
    const field = fieldOf(kind, splitKey(key).field)
    if (!field || value === null) return []
    if (field.type !== 'rows') return inField(known, key, field, value)
    const cells = cellsOf(value)
    return Object.entries(field.of).flatMap(([cell, of]) => inField(known, `${key}/${cell}`, of, cells[cell]))
  })
}

function inField(
  { targetOf }: Asking,
  path: string,
  field: CellField,
  value: Json | undefined,
): readonly FieldProblem[] {
  if (field.type === 'refs' && Array.isArray(value))
    return value.flatMap((id: Json) => (typeof id === 'string' ? problemsOf(path, field, targetOf(id)) : []))
  if (field.type !== 'ref' || typeof value !== 'string') return []
  return problemsOf(path, field, targetOf(value))
}

function problemsOf(
  path: string,
  field: RefField | RefsField,
  target: Target | undefined,
): readonly FieldProblem[] {
  if (!target) return [{ field: path, reason: 'ref.unknown' }]
  if (target.kind !== field.to) return [{ field: path, reason: 'ref.wrong-kind' }]
  if (field.levels && !field.levels.includes(String(target.flat.level)))
    return [{ field: path, reason: 'ref.wrong-level', params: { levels: namesOfLevels(field.levels) } }]
  return []
}

function namesOfLevels(levels: readonly string[]): string {
  const labels: Readonly<Record<string, string>> = unitLevels
  return levels.map((level) => labels[level] ?? level).join('、')
}
