import type { Kind } from '../definition/define'
import type { CellField, Field, RowsField } from '../definition/fields'
import type { ProblemReason } from '../field-problems'
import type { Json } from '../json'
import { maskText } from '../privacy/masks'
import { type Flat, isCells } from '../shapes'
import { type Fact, isSeveral, OutsideDomain, readFact, readFacts } from './domain'
import { type FactTables, factTablesOf } from './tables'

/** A value that is none of its field. `field`: its key in the record, `rows/<rowId>/cell`, or `RECORD_ID`. */
export interface Anomaly {
  readonly field: string
  readonly reason: ProblemReason
}

/** What a body says in facts: words and ids still as they are called. */
export interface RecordFacts {
  /** In the order of the kind's columns. */
  readonly row: readonly (Fact | null)[]
  /** Of each of the kind's tables of many, in their order: its rows without `rid`. */
  readonly many: readonly (readonly (readonly (Fact | null)[])[])[]
  /** Of the table of days: field and day. */
  readonly days: readonly (readonly [field: string, day: number])[]
  readonly anomalies: readonly Anomaly[]
}

/** As many anomalies of one record are told: a file can bring a record of nothing else. */
const MOST_ANOMALIES = 32

/** Raised when facts are made otherwise than before, so that every table is made anew. */
export const FACTS_FORM = 3

/**
 * What a record's body says in facts. Every field is looked at, because a person is told of each wrong value; those without a
 * column in the kind's tables only for that.
 */
export function toFacts(kind: Kind, flat: Flat): RecordFacts {
  const tables = factTablesOf(kind)
  const reader = readerOf(kind, tables)
  const row = new Array<Fact | null>(tables.columns.length).fill(null)
  const many = tables.many.map((): (Fact | null)[][] => [])
  const anomalies: Anomaly[] = []
  const note = (field: string, outside: OutsideDomain): void => {
    if (anomalies.length < MOST_ANOMALIES) anomalies.push({ field, reason: outside.reason })
  }
  for (const { key, field, column, table } of reader.plain) {
    const value = flat[key]
    if (value === undefined || value === null) continue
    if (isSeveral(field)) {
      const { facts, outside } = readFacts(field, value)
      if (table !== undefined) many[table] = facts.map((fact) => [fact])
      if (outside) note(key, outside)
    } else {
      const fact = readFact(field, value)
      if (fact instanceof OutsideDomain) note(key, fact)
      else if (column !== undefined) row[column] = shown(field, fact)
    }
  }
  for (const rows of reader.rows) readRows(rows, flat, many, note)
  return { row, many, days: daysIn(reader, row), anomalies }
}

/** Of what a mask hides a fact says no more than the mask: a figure is told to everybody. */
function shown({ mask }: CellField, fact: Fact | null): Fact | null {
  return mask !== undefined && typeof fact === 'string' ? maskText(mask, fact) : fact
}

interface PlainReader {
  readonly key: string
  readonly field: CellField
  /** Its place in the kind's table, or that of its table among those of many. */
  readonly column: number | undefined
  readonly table: number | undefined
}

interface RowsReader {
  readonly key: string
  readonly field: RowsField
  readonly table: number | undefined
  /** The cells that its table keeps, in the order of its columns. */
  readonly kept: readonly string[]
}

interface Reader {
  readonly plain: readonly PlainReader[]
  readonly rows: readonly RowsReader[]
  readonly days: readonly { readonly field: string; readonly column: number }[]
}

const readers = new WeakMap<FactTables, Reader>()

function readerOf(kind: Kind, tables: FactTables): Reader {
  const known = readers.get(tables)
  if (known) return known
  const placeOf = (all: readonly { readonly field: string }[], key: string): number | undefined => {
    const at = all.findIndex(({ field }) => field === key)
    return at < 0 ? undefined : at
  }
  const plain: PlainReader[] = []
  const rows: RowsReader[] = []
  for (const [key, field] of Object.entries<Field>(kind.fields)) {
    const table = placeOf(tables.many, key)
    if (field.type === 'rows') {
      const kept = table === undefined ? [] : (tables.many[table]?.columns ?? []).map((one) => one.field)
      rows.push({ key, field, table, kept })
    } else plain.push({ key, field, column: placeOf(tables.columns, key), table })
  }
  const days = (tables.days?.fields ?? []).flatMap((field) => {
    const column = placeOf(tables.columns, field)
    return column === undefined ? [] : [{ field, column }]
  })
  const made = { plain, rows, days }
  readers.set(tables, made)
  return made
}

function daysIn({ days }: Reader, row: readonly (Fact | null)[]): RecordFacts['days'] {
  if (days.length === 0) return []
  return days.flatMap(({ field, column }): [string, number][] => {
    const day = row[column]
    return typeof day === 'number' ? [[field, day]] : []
  })
}

function readRows(
  { key, field, table, kept }: RowsReader,
  flat: Flat,
  many: (Fact | null)[][][],
  note: (field: string, outside: OutsideDomain) => void,
): void {
  if (isFilled(flat[key])) note(key, NO_ROWS)
  const prefix = `${key}/`
  const found: (Fact | null)[][] = []
  for (const path in flat) {
    const cells = flat[path]
    if (!path.startsWith(prefix) || !isFilled(cells)) continue
    if (!isCells(cells)) {
      note(path, NO_ROWS)
      continue
    }
    const facts = new Map<string, readonly (Fact | null)[]>()
    for (const [cell, of] of Object.entries<CellField>(field.of)) {
      const { read, outside } = cellFacts(of, Object.hasOwn(cells, cell) ? cells[cell] : undefined)
      if (outside) note(`${path}/${cell}`, outside)
      facts.set(cell, read)
    }
    found.push(...combined(path.slice(prefix.length), kept, facts))
  }
  if (table !== undefined) many[table] = found
}

const NO_ROWS = new OutsideDomain('rows.invalid')

const isFilled = (value: Json | undefined): value is Json => value !== undefined && value !== null

function cellFacts(
  field: CellField,
  value: Json | undefined,
): { readonly read: readonly (Fact | null)[]; readonly outside: OutsideDomain | null } {
  if (isSeveral(field)) {
    const { facts, outside } = readFacts(field, value)
    return { read: facts, outside }
  }
  const fact = readFact(field, value)
  return fact instanceof OutsideDomain ? { read: [null], outside: fact } : { read: [fact], outside: null }
}

/** One row a value of the cell that holds several; one with nothing there where it holds none. */
function combined(
  row: string,
  kept: readonly string[],
  facts: ReadonlyMap<string, readonly (Fact | null)[]>,
): (Fact | null)[][] {
  if (kept.length === 0) return []
  const most = Math.max(1, ...kept.map((cell) => facts.get(cell)?.length ?? 0))
  return Array.from({ length: most }, (_, at) => [
    row,
    ...kept.map((cell) => {
      const read = facts.get(cell) ?? []
      return (read.length > 1 ? read[at] : read[0]) ?? null
    }),
  ])
}
