import type { Kind } from '../../../shared/definition/define'
import type { Fact, FactType } from '../../../shared/facts/domain'
import { type FactColumn, type FactTables, factTablesOf } from '../../../shared/facts/tables'
import { type RecordFacts, toFacts } from '../../../shared/facts/to-facts'
import type { Flat } from '../../../shared/shapes'
import type { WriteDb } from '../context'
import { insertRows, prepared } from '../db/prepared'
import { factQueries, insertIntoAnomalies, numberOf } from './queries'
import { statementsOf } from './statements'

/** A record as it stands in `records` now. */
export interface FactRow {
  readonly rid: number
  readonly kind: string
  /** The kind that it had here before; `undefined`: it is new. */
  readonly before: string | undefined
  readonly deleted: boolean
  readonly flat: Flat
}

/** Keeps the tables of facts as the records are. */
export interface FactWriter {
  /** Writes the facts of these records, each once. */
  write(rows: readonly FactRow[]): void
}

/** A fact as SQLite holds it. */
type Stored = Fact | null

/** Gives the number of a word or a unit. */
export type Numbering = (of: 'word' | 'unit', name: string) => number

/**
 * @see FactWriter. Inside one transaction, its end included. @param kindNamed `undefined` for a kind that this version does
 * not know: its records have no facts
 */
export function openFacts(db: WriteDb, kindNamed: (name: string) => Kind | undefined): FactWriter {
  const numbering = openNumbering(db)
  return {
    write(rows) {
      const batches = new Map<FactTables, Batch>()
      const anomalies: Stored[][] = []
      for (const { rid, kind: name, before, deleted, flat } of rows) {
        const was = before === undefined ? undefined : kindNamed(before)
        if (was) dropFacts(db, factTablesOf(was), rid)
        if (before !== undefined) factQueries.run(db, 'dropAnomalies', rid)
        const kind = kindNamed(name)
        if (!kind) continue
        const tables = factTablesOf(kind)
        const batch = batches.get(tables) ?? newBatch(tables)
        batches.set(tables, batch)
        const facts = toFacts(kind, flat)
        addTo(batch, tables, { rid, deleted, facts }, numbering)
        // Nobody mends what lies in the recycle bin.
        if (deleted) continue
        for (const { field, reason } of facts.anomalies) anomalies.push([rid, field, reason])
      }
      for (const [tables, batch] of batches) writeBatch(db, tables, batch)
      insertRows(db, insertIntoAnomalies, anomalies)
    },
  }
}

function openNumbering(db: WriteDb): Numbering {
  const known = { word: new Map<string, number>(), unit: new Map<string, number>() }
  return (of, name) => {
    const number = known[of].get(name) ?? numberOf(db, of, name)
    known[of].set(name, number)
    return number
  }
}

/** Rows that wait to be written together, table by table. */
interface Batch {
  readonly main: Stored[][]
  readonly many: readonly Stored[][][]
  readonly days: Stored[][]
}

const newBatch = ({ many }: FactTables): Batch => ({ main: [], many: many.map(() => []), days: [] })

interface Made {
  readonly rid: number
  readonly deleted: boolean
  readonly facts: RecordFacts
}

function addTo(batch: Batch, tables: FactTables, { rid, deleted, facts }: Made, numbering: Numbering): void {
  const { row, many, days } = storedFacts(tables, facts, numbering)
  batch.main.push([rid, deleted ? 1 : 0, ...row])
  many.forEach((rows, at) => {
    for (const one of rows) batch.many[at]?.push([rid, ...one])
  })
  for (const [field, day] of days) batch.days.push([field, day, rid])
}

/** A record's facts as they stand in the tables, without `rid`. */
export function storedFacts(
  { columns, many }: FactTables,
  facts: RecordFacts,
  numbering: Numbering,
): { readonly row: Stored[]; readonly many: readonly Stored[][][]; readonly days: RecordFacts['days'] } {
  const stored = (type: FactType | undefined, fact: Fact | null): Stored =>
    typeof fact === 'string' && (type === 'word' || type === 'unit') ? numbering(type, fact) : fact
  const inColumns = (of: readonly FactColumn[], row: readonly (Fact | null)[]): Stored[] => {
    // Rows of spans have their own name before the columns.
    const ahead = row.length - of.length
    return row.map((fact, at) => stored(of[at - ahead]?.type, fact))
  }
  return {
    row: inColumns(columns, facts.row),
    many: facts.many.map((rows, at) => rows.map((row) => inColumns(many[at]?.columns ?? [], row))),
    days: facts.days,
  }
}

function writeBatch(db: WriteDb, tables: FactTables, { main, many, days }: Batch): void {
  const { insert, insertMany, insertDays } = statementsOf(tables)
  insertRows(db, insert, main)
  insertMany.forEach((head, at) => {
    insertRows(db, head, many[at] ?? [])
  })
  if (insertDays !== undefined) insertRows(db, insertDays, days)
}

function dropFacts(db: WriteDb, tables: FactTables, rid: number): void {
  for (const sql of statementsOf(tables).drop) prepared<[{ rid: number }]>(db, sql).run({ rid })
}
