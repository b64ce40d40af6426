import { createHash } from 'node:crypto'
import type { Kind } from '../../../shared/definition/define'
import { factIndex, factTable, isFact, sortExpression } from '../../../shared/facts/tables'
import { canonicalJson, type Json } from '../../../shared/json'
import { toBody } from '../../../shared/records/both-shapes'
import { cleanPatch } from '../../../shared/records/patch'
import { asRows, type Body, type Flat } from '../../../shared/shapes'
import type { ReadDb } from '../context'
import { prepared } from '../db/prepared'
import { comparedWith } from '../facts/stored'

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
  readonly body: string
}

/**
 * Looks living records of a kind up. A kind's list is ordered by one field, mostly a day: only records with the table's values of
 * it are read. Where the table has no such column, all are.
 * @param columns the fields that the table holds @param titleOf its display name
 */
export function readKnownRecords(
  db: ReadDb,
  kind: Kind,
  columns: readonly string[],
  titleOf: (body: Body) => string,
): KnownRecords {
  const groups = kind.unique ?? []
  const isNamed = kind.duplicates === undefined && groups.length === 0 && kind.identity === undefined
  const numbers = once(() => readNumbers(db, kind))
  const whole = once(() => readAll(db, kind, columns, isNamed ? titleOf : undefined))
  const contents = new Map<string, ReadonlyMap<string, string>>()
  const keys = [kind.sort.field, 'unit'].filter((key) => columns.includes(key) && isFact(kind, key))
  const nearTo = (patch: Body): ReadonlyMap<string, string> => {
    const values = keys.map((key) => patch[key])
    const told = values.filter((value) => typeof value === 'string' || typeof value === 'number')
    if (keys[0] !== kind.sort.field || told.length < keys.length) return whole().contents
    const place = JSON.stringify(told)
    const found = contents.get(place) ?? readNear(db, kind, columns, keys, told)
    contents.set(place, found)
    return found
  }
  return {
    byNumber: (number) => numbers().get(number),
    saying: (patch) => {
      const clean = cleanPatch(kind, patch)
      return nearTo(clean).get(hashOf(contentOf(columns, clean)))
    },
    holding: (patch) => {
      const held = groups.map((group) => heldKey(group, patch)).filter((key) => key !== undefined)
      const key = held.find((one) => whole().held.has(one))
      return key === undefined ? undefined : whole().held.get(key)
    },
    called: (title, patch) => (isNamed ? whole().called.get(calledKey(title, patch)) : undefined),
  }
}

function once<T>(read: () => T): () => T {
  let known: { readonly value: T } | undefined
  return () => {
    known ??= { value: read() }
    return known.value
  }
}

function readNumbers(db: ReadDb, kind: Kind): ReadonlyMap<string, string> {
  const living = `SELECT r.id, r.number FROM ${factTable(kind)} f CROSS JOIN records r ON r.rid = f.rid
    WHERE f.deleted = 0 AND r.number IS NOT NULL`
  const rows = prepared<[], { id: string; number: string }>(db, living).all()
  return new Map(rows.map(({ id, number }) => [number, id]))
}

/** What the records with such values say. Names of fields come from the registry, which is code. */
function readNear(
  db: ReadDb,
  kind: Kind,
  columns: readonly string[],
  keys: readonly string[],
  values: readonly (string | number)[],
): ReadonlyMap<string, string> {
  const compared = keys.flatMap((key, at) => comparedWith(db, kind, key, values[at] ?? '') ?? [])
  // A value that no fact knows is in no record.
  if (compared.length < keys.length) return new Map()
  const near = `SELECT r.id, r.body
    FROM ${factTable(kind)} f INDEXED BY ${factIndex(kind, 'sort')} CROSS JOIN records r ON r.rid = f.rid
    WHERE f.deleted = 0 AND ${keys.map((key) => `${sortExpression(kind, key, 'f')} = ?`).join(' AND ')}`
  const rows = prepared<(string | number)[], Row>(db, near).all(...compared)
  return new Map(rows.map(({ id, body }) => [hashOf(contentOf(columns, bodyOf(kind, body))), id]))
}

function readAll(
  db: ReadDb,
  kind: Kind,
  columns: readonly string[],
  titleOf: ((body: Body) => string) | undefined,
) {
  const living = `SELECT r.id, r.body FROM ${factTable(kind)} f CROSS JOIN records r ON r.rid = f.rid
    WHERE f.deleted = 0 ORDER BY f.rid`
  const contents = new Map<string, string>()
  const held = new Map<string, string>()
  const called = new Map<string, string>()
  for (const { id, body: text } of prepared<[], Row>(db, living).iterate()) {
    const body = bodyOf(kind, text)
    contents.set(hashOf(contentOf(columns, body)), id)
    for (const group of kind.unique ?? []) {
      const key = heldKey(group, body)
      if (key !== undefined) held.set(key, id)
    }
    if (titleOf) called.set(calledKey(titleOf(body), body), id)
  }
  return { contents, held, called }
}

const bodyOf = (kind: Kind, text: string): Body => toBody(kind, JSON.parse(text) as Flat)

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
