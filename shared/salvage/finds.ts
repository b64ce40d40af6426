import { z } from 'zod'
import { isJsonMap, type Json } from '../json'
import { knownKind } from '../kinds'
import { type Role, roles } from '../rights'
import type { Flat } from '../shapes'
import { DELETED, NUMBER } from '../sync/change'
import type { Row, Value } from './cells'

/**
 * How far a salvaged record may be trusted. Its page carries the mark of the key (`proven`), or can not be checked or fails the check
 * (`unproven`). A `pieced` record is put together from the log, one change over the other.
 */
export type Trust = 'proven' | 'unproven' | 'pieced'

/** A record as it was found. */
export interface Salvaged {
  readonly id: string
  readonly kind: string
  readonly number: string | null
  readonly flat: Flat
  readonly trust: Trust
}

interface Found {
  readonly kind: string
  readonly number: string | null
  readonly flat: Flat
  readonly isDeleted: boolean
  readonly lastChange: string
  readonly isProven: boolean
}

interface FoundChange {
  readonly id: string
  readonly kind: string
  readonly set: Flat
}

/** What the rows of a database's pages say, collected in any order: a page may be there in several states. */
export interface Finds {
  /** Takes a row of the records, of the people or of the profile's own facts; any other is nothing. */
  take(row: Row, isProven: boolean): void
  /** Takes a row of the log, once all of the records are taken: only what they do not know yet is kept. */
  takeChange(row: Row): void
  records(): Iterable<Salvaged>
  /** Every role that a row says somebody has or had, and whether one says that the person is gone; empty where none was found. */
  saidOf(user: string): ReadonlySet<Role | 'removed'>
  fact(key: string): string | undefined
}

const id = z.uuid()
const change = z.string().regex(/^[0-9a-f]{80}$/)
const clock = z.string().regex(/^[0-9a-f]{16}$/)
const roleName = z.enum(roles)

/** Nothing found yet. */
export function newFinds(): Finds {
  const records = new Map<string, Found>()
  const changes = new Map<string, FoundChange[]>()
  const people = new Map<string, Set<Role | 'removed'>>()
  const facts = new Map<string, string>()

  const takeRecord = (row: Row, isProven: boolean): boolean => {
    const found = recordIn(row)
    if (!found) return false
    const known = records.get(found.id)
    const isNewer =
      !known ||
      known.lastChange < found.lastChange ||
      (known.lastChange === found.lastChange && isProven && !known.isProven)
    if (isNewer) records.set(found.id, { ...found, isProven })
    return true
  }
  return {
    take: (row, isProven) => {
      if (takeRecord(row, isProven)) return
      const [first, second] = row
      if (row.length === 4) notePerson(people, row)
      if (row.length === 2 && isProven && typeof first === 'string' && typeof second === 'string')
        facts.set(first, second)
    },
    takeChange: (row) => {
      const found = changeIn(row)
      if (!found) return
      const known = records.get(found.record)
      if (known && known.lastChange >= found.id) return
      const { record, ...rest } = found
      const others = changes.get(record)
      if (!others) changes.set(record, [rest])
      else if (others.every((other) => other.id !== rest.id)) others.push(rest)
    },
    records: function* () {
      for (const [record, found] of records) {
        const later = changes.get(record)
        if (later) yield* pieced(record, found, later)
        else if (!found.isDeleted) yield { id: record, ...told(found) }
      }
      for (const [record, later] of changes) if (!records.has(record)) yield* pieced(record, undefined, later)
    },
    saidOf: (user) => people.get(user) ?? new Set(),
    fact: (key) => facts.get(key),
  }
}

const told = ({ kind, number, flat, isProven }: Found): Omit<Salvaged, 'id'> => ({
  kind,
  number,
  flat,
  trust: isProven ? 'proven' : 'unproven',
})

/** The later changes over what the record's own row says; nothing where the last of them deletes it. */
function* pieced(id: string, found: Found | undefined, changes: readonly FoundChange[]): Generator<Salvaged> {
  const inOrder = [...changes].sort((a, b) => (a.id < b.id ? -1 : 1))
  const kind = found?.kind ?? inOrder[0]?.kind
  const flat: { [key: string]: Json } = { ...found?.flat }
  for (const { set } of inOrder) Object.assign(flat, set)
  const number = flat[NUMBER]
  const isDeleted = flat[DELETED] ?? found?.isDeleted ?? false
  if (kind === undefined || isDeleted === true) return
  yield {
    id,
    kind,
    number: typeof number === 'string' ? number : (found?.number ?? null),
    flat: withoutEmptyKeys(flat),
    trust: 'pieced',
  }
}

const withoutEmptyKeys = (flat: Flat): Flat =>
  Object.fromEntries(Object.entries(flat).filter(([key, value]) => value !== null && !key.startsWith('$')))

/** A row of `records`: what it says must fit together, or it is noise that happens to read as a row. */
function recordIn(row: Row): (Omit<Found, 'isProven'> & { readonly id: string }) | undefined {
  if (row.length !== 13) return undefined
  const [, recordId, kind, , number, body, , deleted, , , , , lastChange] = row
  const flat = flatIn(body)
  const newest = change.safeParse(lastChange)
  if (!flat || !newest.success || !id.safeParse(recordId).success || !isKind(kind)) return undefined
  return {
    id: String(recordId),
    kind,
    number: typeof number === 'string' ? number : null,
    flat,
    isDeleted: deleted === 1,
    lastChange: newest.data,
  }
}

/** A row of `changes`; one whose values are erased says nothing. */
function changeIn(row: Row): (FoundChange & { readonly record: string }) | undefined {
  if (row.length !== 12) return undefined
  const [, , at, hash, record, kind, , , , , , fields] = row
  const said = flatIn(fields)
  if (!said || !isJsonMap(said.set) || !id.safeParse(record).success || !isKind(kind)) return undefined
  if (!(hash instanceof Uint8Array) || hash.length !== 32 || !clock.safeParse(at).success) return undefined
  return { id: `${String(at)}${hexOf(hash)}`, record: String(record), kind, set: said.set }
}

function notePerson(people: Map<string, Set<Role | 'removed'>>, [name, role, , removed]: Row): void {
  const known = roleName.safeParse(role)
  if (typeof name !== 'string' || !known.success) return
  const said = people.get(name) ?? new Set()
  people.set(name, said.add(removed === null ? known.data : 'removed'))
}

const isKind = (value: Value | undefined): value is string =>
  typeof value === 'string' && knownKind(value) !== undefined

function flatIn(value: Value | undefined): Flat | undefined {
  if (typeof value !== 'string' || !value.startsWith('{')) return undefined
  try {
    const read: unknown = JSON.parse(value)
    return isJsonMap(read) ? read : undefined
  } catch {
    return undefined
  }
}

const hexOf = (bytes: Uint8Array): string =>
  [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('')
