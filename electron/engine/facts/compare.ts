import type { Kind } from '../../../shared/definition/define'
import { type FactTables, factTablesOf, type ManyTable } from '../../../shared/facts/tables'
import { kinds } from '../../../shared/kinds'
import type { Flat } from '../../../shared/shapes'
import type { ReadDb } from '../context'
import { prepared } from '../db/prepared'
import { knownNumber } from './queries'
import { factsOf, isOfNewer } from './record-facts'
import { manyColumns } from './statements'
import { type Numbering, storedFacts } from './write'

/** What a comparison found, record by record, and at its end. */
export interface Compared {
  /** Whether the tables hold of one record what its body makes; at the end, whether they hold nothing else. */
  readonly same: boolean
}

type Cells = readonly unknown[]

/**
 * Makes the facts of every record from its body and compares them with the tables. It reads as it is iterated; the connection
 * must see one state of the database all the while (a read transaction).
 */
export function* compareFacts(db: ReadDb, known: readonly Kind[] = kinds): Generator<Compared> {
  const numbers = new Map<string, number>()
  // A word or an id without a number is in no table.
  const numbering: Numbering = (of, name) => {
    const key = `${of} ${name}`
    const number = numbers.get(key) ?? knownNumber(db, of, name) ?? 0
    numbers.set(key, number)
    return number
  }
  let anomalies = 0
  for (const kind of known) {
    const tables = factTablesOf(kind)
    const rows = new Map<string, number>()
    const add = (table: string, more: number): void => void rows.set(table, (rows.get(table) ?? 0) + more)
    for (const row of recordsOf(db, kind)) {
      const made = factsOf(kind, row.id, JSON.parse(row.body) as Flat)
      const { row: main, many, days } = storedFacts(tables, made, numbering)
      add(tables.table, 1)
      tables.many.forEach(({ table }, at) => {
        add(table, many[at]?.length ?? 0)
      })
      if (tables.days) add(tables.days.table, days.length)
      const isTold = row.deleted === 0 && made.anomalies.length > 0 && !isOfNewer(db, kind, row.id)
      const told = !isTold ? [] : made.anomalies.map(({ field, reason }): Cells => [field, reason])
      anomalies += told.length
      const isSame =
        isSameRows([mainRow(db, tables, row.rid)], [[row.deleted, ...main]]) &&
        tables.many.every((one, at) => isSameRows(manyRows(db, one, row.rid), many[at] ?? [])) &&
        days.every(([field, day]) => hasDay(db, tables, field, day, row.rid)) &&
        isSameRows(anomaliesOf(db, row.rid), told)
      yield { same: isSame }
    }
    for (const table of [tables.table, ...tables.many.map((one) => one.table)])
      yield { same: countIn(db, table) === (rows.get(table) ?? 0) }
    if (tables.days) yield { same: countIn(db, tables.days.table) === (rows.get(tables.days.table) ?? 0) }
  }
  yield { same: countIn(db, 'anomalies') === anomalies }
}

interface Source {
  readonly rid: number
  readonly id: string
  readonly deleted: number
  readonly body: string
}

/** Several reads, so that nothing is open between them. */
function* recordsOf(db: ReadDb, { name }: Kind): Generator<Source> {
  const rids = prepared<[string], number>(db, 'SELECT rid FROM records WHERE kind = ? ORDER BY rid')
    .pluck()
    .all(name) as number[]
  const source = prepared<[number], Source>(db, 'SELECT rid, id, deleted, body FROM records WHERE rid = ?')
  for (const rid of rids) {
    const row = source.get(rid)
    if (row) yield row
  }
}

function mainRow(db: ReadDb, { table, columns }: FactTables, rid: number): Cells {
  const names = ['deleted', ...columns.map(({ name }) => name)].join(', ')
  return first(db, `SELECT ${names} FROM ${table} WHERE rid = ?`, rid) ?? []
}

function manyRows(db: ReadDb, table: ManyTable, rid: number): Cells[] {
  return raw(db, `SELECT ${manyColumns(table).join(', ')} FROM ${table.table} WHERE rid = ?`, rid)
}

const anomaliesOf = (db: ReadDb, rid: number): Cells[] =>
  raw(db, 'SELECT field, reason FROM anomalies WHERE rid = ?', rid)

function hasDay(db: ReadDb, { days }: FactTables, field: string, day: number, rid: number): boolean {
  const sql = `SELECT 1 FROM ${days?.table ?? ''} WHERE field = ? AND day = ? AND rid = ?`
  return prepared<[string, number, number]>(db, sql).get(field, day, rid) !== undefined
}

function countIn(db: ReadDb, table: string): number {
  return Number(prepared<[]>(db, `SELECT count(*) FROM ${table}`).pluck().get())
}

const raw = (db: ReadDb, sql: string, rid: number): Cells[] =>
  prepared<[number]>(db, sql).raw().all(rid) as Cells[]

const first = (db: ReadDb, sql: string, rid: number): Cells | undefined => raw(db, sql, rid)[0]

/** Whether both hold the same rows, in whatever order. */
function isSameRows(held: readonly Cells[], made: readonly Cells[]): boolean {
  if (held.length !== made.length) return false
  const texts = (rows: readonly Cells[]): readonly string[] => rows.map((row) => JSON.stringify(row)).sort()
  const expected = texts(made)
  return texts(held).every((text, at) => text === expected[at])
}
