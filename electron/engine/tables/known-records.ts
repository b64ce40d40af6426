import { createHash } from 'node:crypto'
import type { Kind } from '../../../shared/definition/define'
import { factTable } from '../../../shared/facts/tables'
import { canonicalJson, type Json } from '../../../shared/json'
import { toBody } from '../../../shared/records/both-shapes'
import { cleanPatch } from '../../../shared/records/patch'
import { asRows, type Body, type Flat } from '../../../shared/shapes'
import type { ReadDb } from '../context'
import { prepared } from '../db/prepared'

/** Living records of a kind by what a line of a table can know them by. */
export interface KnownRecords {
  byNumber(number: string): string | undefined
  /** One that says the same as a line in all that the table's columns hold. */
  saying(patch: Body): string | undefined
  /** One that holds what no two records may agree in (`Kind.unique`). */
  holding(patch: Body): string | undefined
  /** One of the same name and place, for a kind whose duplicates nobody has described. */
  called(title: string, patch: Body): string | undefined
}

interface Row {
  readonly id: string
  readonly number: string | null
  readonly body: string
}

/**
 * Reads all living records of a kind once. @param columns the fields that the table holds
 * @param titleOf its display name
 */
export function readKnownRecords(
  db: ReadDb,
  kind: Kind,
  columns: readonly string[],
  titleOf: (body: Body) => string,
): KnownRecords {
  const living = `SELECT r.id, r.number, r.body FROM ${factTable(kind)} f CROSS JOIN records r ON r.rid = f.rid
    WHERE f.deleted = 0 ORDER BY f.rid`
  const numbers = new Map<string, string>()
  const contents = new Map<string, string>()
  const held = new Map<string, string>()
  const called = new Map<string, string>()
  const groups = kind.unique ?? []
  const isNamed = kind.duplicates === undefined && groups.length === 0 && kind.identity === undefined
  for (const { id, number, body: text } of prepared<[], Row>(db, living).iterate()) {
    const body = toBody(kind, JSON.parse(text) as Flat)
    if (number !== null) numbers.set(number, id)
    contents.set(hashOf(contentOf(columns, body)), id)
    for (const group of groups) {
      const key = heldKey(group, body)
      if (key !== undefined) held.set(key, id)
    }
    if (isNamed) called.set(calledKey(titleOf(body), body), id)
  }
  return {
    byNumber: (number) => numbers.get(number),
    saying: (patch) => contents.get(hashOf(contentOf(columns, cleanPatch(kind, patch)))),
    holding: (patch) => {
      const keys = groups.map((group) => heldKey(group, patch))
      const key = keys.find((one) => one !== undefined && held.has(one))
      return key === undefined ? undefined : held.get(key)
    },
    called: (title, patch) => (isNamed ? called.get(calledKey(title, patch)) : undefined),
  }
}

/** What a record says in some fields: empty ones left out, rows without their ids. */
export function contentOf(columns: readonly string[], body: Body): Body {
  return Object.fromEntries(
    columns.flatMap((key): [string, Json][] => {
      const value = plain(body[key])
      return value === null ? [] : [[key, value]]
    }),
  )
}

function plain(value: Json | undefined): Json {
  if (value === undefined || value === null || value === '') return null
  if (!Array.isArray(value)) return value
  if (value.length === 0) return null
  const rows = asRows(value)
  if (rows.length !== value.length) return value
  return rows.map(({ id: _, ...cells }) =>
    Object.fromEntries(Object.entries(cells).filter(([, cell]) => cell !== null && cell !== '')),
  )
}

const hashOf = (body: Body): string =>
  createHash('sha256').update(canonicalJson(body)).digest('base64').slice(0, 24)

function heldKey(group: readonly string[], body: Body): string | undefined {
  const values = group.map((key) => body[key] ?? null)
  return values.includes(null) ? undefined : JSON.stringify([group, values])
}

const calledKey = (title: string, body: Body): string =>
  JSON.stringify([title, body.unit ?? null, body.parent ?? null])
