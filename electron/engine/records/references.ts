import { fieldOf, type Kind } from '../../../shared/definition/define'
import type { CellField, RefField, RefsField } from '../../../shared/definition/fields'
import type { FieldProblem } from '../../../shared/errors'
import type { Json } from '../../../shared/json'
import { knownKind } from '../../../shared/kinds'
import { unitLevels } from '../../../shared/kinds/unit'
import { splitKey, toBody } from '../../../shared/records/both-shapes'
import { type Body, cellsOf, type Flat } from '../../../shared/shapes'
import type { ReadDb } from '../context'
import { findIdentity } from './queries'

interface Target {
  readonly kind: string
  readonly body: Body
}

/** Checks what records point at; remembers each target, so that a batch asks once. */
export interface References {
  problems(kind: Kind, set: Flat): readonly FieldProblem[]
  /** The living record behind an id. */
  bodyOf(id: string): Body | undefined
}

export function openReferences(db: ReadDb): References {
  const targets = new Map<string, Target | undefined>()
  const targetOf = (id: string): Target | undefined => {
    if (!targets.has(id)) targets.set(id, readTarget(db, id))
    return targets.get(id)
  }
  const check = (path: string, field: CellField, value: Json | undefined): readonly FieldProblem[] => {
    if (field.type === 'refs' && Array.isArray(value))
      return value.flatMap((id: Json) =>
        typeof id === 'string' ? problemsOf(path, field, targetOf(id)) : [],
      )
    if (field.type !== 'ref' || typeof value !== 'string') return []
    return problemsOf(path, field, targetOf(value))
  }
  return {
    bodyOf: (id) => targetOf(id)?.body,
    problems: (kind, set) =>
      Object.entries(set).flatMap(([key, value]) => {
        const field = fieldOf(kind, splitKey(key).field)
        if (!field || value === null) return []
        if (field.type !== 'rows') return check(key, field, value)
        const cells = cellsOf(value)
        return Object.entries(field.of).flatMap(([cell, of]) => check(`${key}/${cell}`, of, cells[cell]))
      }),
  }
}

function readTarget(db: ReadDb, id: string): Target | undefined {
  const row = findIdentity(db, id)
  if (!row || row.deleted === 1) return undefined
  return { kind: row.kind, body: toBody(knownKind(row.kind), JSON.parse(row.body) as Flat) }
}

function problemsOf(
  path: string,
  field: RefField | RefsField,
  target: Target | undefined,
): readonly FieldProblem[] {
  if (!target) return [{ field: path, reason: 'ref.unknown' }]
  if (target.kind !== field.to) return [{ field: path, reason: 'ref.wrong-kind' }]
  if (field.levels && !field.levels.includes(String(target.body.level)))
    return [{ field: path, reason: 'ref.wrong-level', params: { levels: namesOfLevels(field.levels) } }]
  return []
}

function namesOfLevels(levels: readonly string[]): string {
  const labels: Readonly<Record<string, string>> = unitLevels
  return levels.map((level) => labels[level] ?? level).join('、')
}
