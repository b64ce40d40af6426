import { fieldOf, type Kind } from '../definition/define'
import type { CellField, RefField, RefsField } from '../definition/fields'
import type { FieldProblem } from '../errors'
import type { Json } from '../json'
import { knownKind } from '../kinds'
import { unitLevels } from '../kinds/unit'
import { splitKey, toBody } from '../records/both-shapes'
import { type Body, cellsOf, type Flat } from '../shapes'
import type { EditContext, Target } from './edit-context'

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
