import type { Kind } from '../../../shared/definition/define'
import type { FieldProblem } from '../../../shared/errors'
import { factIndex, factTable, sortExpression } from '../../../shared/facts/tables'
import type { Json } from '../../../shared/json'
import type { Flat } from '../../../shared/shapes'
import type { ReadDb } from '../context'
import { prepared } from '../db/prepared'
import { derivedId } from '../facts/derived-id'
import { comparedWith } from '../facts/stored'
import { findIdentity } from './queries'

type Cell = string | number

/** Refuses what another living record of the kind says already (`Kind.unique`, `Kind.identity`), also one of the same batch. */
export interface Uniqueness {
  /** `set` is what changes: two that agree already, made on two machines, can still be edited otherwise. */
  problems(kind: Kind, id: string | undefined, set: Flat, whole: Flat): readonly FieldProblem[]
}

export function openUniqueness(db: ReadDb): Uniqueness {
  const batch = new Set<string>()
  const isTaken = (kind: Kind, group: readonly string[], values: readonly Cell[], id: string): boolean => {
    const key = JSON.stringify([kind.name, group, values])
    const compared = group.flatMap((field, at) => comparedWith(db, kind, field, values[at] ?? '') ?? [])
    // A value that no fact knows is in no record.
    const found =
      compared.length === group.length &&
      prepared<Cell[], { id: string }>(db, takenSql(kind, group)).get(...compared, id) !== undefined
    const isNew = !batch.has(key)
    batch.add(key)
    return found || !isNew
  }
  const identityProblems = (kind: Kind, whole: Flat): readonly FieldProblem[] => {
    const id = derivedId(kind, whole)
    if (id === undefined) return []
    const isKnown = batch.has(id) || findIdentity(db, id)?.deleted === 0
    batch.add(id)
    const field = kind.identity?.at(-1) ?? ''
    return isKnown ? [{ field, reason: 'value.taken', params: { kind: kind.label } }] : []
  }
  return {
    problems: (kind, id, set, whole) => [
      ...(id === undefined ? identityProblems(kind, whole) : []),
      ...(kind.unique ?? []).flatMap((group) => {
        const values = group.map((key) => whole[key]).filter(isCell)
        const says = group.some((key) => Object.hasOwn(set, key)) && values.length === group.length
        if (!says || !isTaken(kind, group, values, id ?? '')) return []
        const field = group.at(-1) ?? ''
        return [{ field, reason: 'value.taken', params: { kind: kind.label } }]
      }),
    ],
  }
}

/** Names come from the registry, which is code. */
function takenSql(kind: Kind, group: readonly string[]): string {
  const last = group.at(-1) ?? kind.sort.field
  const index = factIndex(kind, last === kind.sort.field ? 'sort' : last)
  return `SELECT r.id FROM ${factTable(kind)} f INDEXED BY ${index} CROSS JOIN records r ON r.rid = f.rid
    WHERE f.deleted = 0 AND ${group.map((key) => `${sortExpression(kind, key, 'f')} = ?`).join(' AND ')}
      AND r.id <> ? LIMIT 1`
}

function isCell(value: Json | undefined): value is Cell {
  return typeof value === 'string' || typeof value === 'number'
}
