import type { Kind } from '../definition/define'
import { staysProtected } from '../definition/protection'
import type { WordsOf } from '../definition/words'
import type { Json } from '../json'
import type { Body, Cells } from '../shapes'
import { problemsInValue } from './value'

/** What a follow-up is made of: a record, or one of its rows. */
export interface Source {
  readonly kind: Kind
  readonly id: string
  readonly body: Body
  /** The row with the field it stands in, when one row is followed. */
  readonly row?: { readonly field: string; readonly id: string; readonly cells: Cells }
}

/** The key of a kind's `origin` field; a kind without one follows nothing. */
export function originField(kind: Kind): string | undefined {
  return Object.keys(kind.fields).find((key) => kind.fields[key]?.type === 'origin')
}

/** The value of an `origin` field: `id`, or `id/rowId`. */
export function originValue(source: Source): string {
  return source.row ? `${source.id}/${source.row.id}` : source.id
}

/** The record, and the row of it, that the value of an `origin` field names. */
export function readOrigin(
  value: Json | undefined,
): { readonly id: string; readonly row: string | null } | null {
  if (typeof value !== 'string' || value === '') return null
  const [id = '', row] = value.split('/')
  return { id, row: row ?? null }
}

/** The kinds that may be made out of a record (`$record`) or out of the rows of one of its fields. */
export function followUps(kind: Kind, from: string): readonly string[] {
  return (kind.follow && Object.hasOwn(kind.follow, from) ? kind.follow[from] : undefined) ?? []
}

/** Whether a follow-up of this kind may be made out of the source. */
export function mayFollow(source: Source, target: Kind): boolean {
  return (
    originField(target) !== undefined &&
    followUps(source.kind, source.row?.field ?? '$record').includes(target.name)
  )
}

/**
 * What a follow-up takes over, so that nobody types it again: from the row where it has such a cell, otherwise from the
 * record.
 * A value that the target does not allow (a category it does not have) is left for a person to choose.
 * So is a value that the target would show to more people.
 */
export function takenValues(source: Source, target: Kind, wordsOf: WordsOf): Body {
  const { kind, row } = source
  const takes = target.takes?.[row ? `${kind.name}/${row.field}` : kind.name] ?? {}
  const rows = row && kind.fields[row.field]
  const cells = rows?.type === 'rows' ? rows.of : {}
  const taken: [string, Json][] = []
  for (const [own, other] of Object.entries(takes)) {
    const inRow = Object.hasOwn(cells, other)
    const value = inRow ? row?.cells[other] : source.body[other]
    const field = target.fields[own]
    if (value === undefined || value === null || !field || field.type === 'rows') continue
    if (!staysProtected(inRow ? cells[other] : kind.fields[other], field)) continue
    if (problemsInValue(own, field, value, wordsOf, undefined).length === 0) taken.push([own, value])
  }
  return Object.fromEntries(taken)
}
