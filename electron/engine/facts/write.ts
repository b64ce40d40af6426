import type { Kind } from '../../../shared/definition/define'
import type { Fact, FactType } from '../../../shared/facts/domain'
import { type FactColumn, type FactTables, factTablesOf } from '../../../shared/facts/tables'
import type { RecordFacts } from '../../../shared/facts/to-facts'
import type { Flat } from '../../../shared/shapes'
import type { WriteDb } from '../context'
import { insertRows, prepared } from '../db/prepared'
import { type FactSource, factQueries, insertIntoAnomalies, type Numbered, numberOf } from './queries'
import { factsOf, isOfNewer } from './record-facts'
import { newStaleMonths, type StaleMonths } from './stale-months'
import { statementsOf } from './statements'

/** A record as it stands in `records` now. */
export interface FactRow {
  readonly rid: number
  readonly id: string
  readonly kind: string
  /** As it stood before; `undefined`: it is new. */
  readonly before: Pick<FactRow, 'kind' | 'deleted' | 'flat'> | undefined
  readonly deleted: boolean
  readonly flat: Flat
}

/** What facts are made of, for a record of which there are none yet. */
export const firstFactRow = ({ rid, id, kind, deleted, body }: FactSource): FactRow => ({
  rid,
  id,
  kind,
  before: undefined,
  deleted: deleted === 1,
  flat: JSON.parse(body) as Flat,
})

/** Keeps the tables of facts as the records are. */
export interface FactWriter {
  /** Writes the facts of these records, each once. A table in which an edit changes nothing is left alone. */
  write(rows: readonly FactRow[]): void
}

/** A fact as SQLite holds it. */
type Stored = Fact | null

/** Gives the number of a word or an id. */
export type Numbering = (of: Numbered, name: string) => number

/**
 * @see FactWriter. Inside one transaction, its end included. @param kindNamed `undefined` for a kind that this version does
 * not know: its records have no facts @param gathering gathers the months to be added up again, once a call
 */
export function openFacts(
  db: WriteDb,
  kindNamed: (name: string) => Kind | undefined,
  gathering: () => StaleMonths = newStaleMonths,
): FactWriter {
  const numbering = openNumbering(db)
  return {
    write(rows) {
      const batches = new Map<FactTables, Batch>()
      const anomalies: Stored[][] = []
      const months = gathering()
      for (const { rid, id, kind: name, before, deleted, flat } of rows) {
        const was = before && kindNamed(before.kind)
        const kind = kindNamed(name)
        const made = kind && madeOf(kind, id, { deleted, flat })
        const held = was && before && madeOf(was, id, before)
        const stands = held && made && was === kind ? alike(held, made) : NOTHING_STANDS
        if (!isSame(stands)) {
          if (was && held) months.add(was, id, held.facts)
          if (kind && made) months.add(kind, id, made.facts)
        }
        const wrong = made?.facts.anomalies ?? []
        const isJudged = wrong.length === 0 || !kind || !isOfNewer(db, kind, id)
        if (was) dropFacts(db, factTablesOf(was), rid, stands)
        if (before && !(stands.anomalies && isJudged)) factQueries.run(db, 'dropAnomalies', rid)
        if (!kind || !made) continue
        const tables = factTablesOf(kind)
        const batch = batches.get(tables) ?? newBatch(tables)
        batches.set(tables, batch)
        addTo(batch, tables, rid, made, stands, numbering)
        if (stands.anomalies || !isJudged) continue
        for (const { field, reason } of wrong) anomalies.push([rid, field, reason])
      }
      for (const [tables, batch] of batches) writeBatch(db, tables, batch)
      insertRows(db, insertIntoAnomalies, anomalies)
      months.write(db)
    },
  }
}

/** As many numbers are kept in mind: records name few teams and villages over and over, but each its own activity. */
const MOST_KNOWN = 5000

function openNumbering(db: WriteDb): Numbering {
  const known = { word: new Map<string, number>(), ref: new Map<string, number>() }
  return (of, name) => {
    let number = known[of].get(name)
    if (number === undefined) {
      number = numberOf(db, of, name)
      if (known[of].size >= MOST_KNOWN) known[of].clear()
      known[of].set(name, number)
    }
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
  readonly deleted: boolean
  readonly facts: RecordFacts
}

function madeOf(kind: Kind, id: string, { deleted, flat }: Pick<FactRow, 'deleted' | 'flat'>): Made {
  const facts = factsOf(kind, id, flat)
  // Nobody mends what lies in the recycle bin.
  return { deleted, facts: deleted ? { ...facts, anomalies: [] } : facts }
}

/** Which of the tables hold of a record already what they are to hold. */
interface Stands {
  readonly main: boolean
  readonly many: readonly boolean[]
  readonly days: boolean
  readonly anomalies: boolean
}

const NOTHING_STANDS: Stands = { main: false, many: [], days: false, anomalies: false }

const isSame = ({ main, many }: Stands): boolean => main && many.every(Boolean)

function alike(held: Made, made: Made): Stands {
  const is = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other)
  return {
    main: held.deleted === made.deleted && is(held.facts.row, made.facts.row),
    many: made.facts.many.map((rows, at) => is(held.facts.many[at], rows)),
    days: is(held.facts.days, made.facts.days),
    anomalies: is(held.facts.anomalies, made.facts.anomalies),
  }
}

function addTo(
  batch: Batch,
  tables: FactTables,
  rid: number,
  { deleted, facts }: Made,
  stands: Stands,
  numbering: Numbering,
): void {
  const { row, many, days } = storedFacts(tables, facts, numbering)
  if (!stands.main) batch.main.push([rid, deleted ? 1 : 0, ...row])
  many.forEach((rows, at) => {
    if (!stands.many[at]) for (const one of rows) batch.many[at]?.push([rid, ...one])
  })
  if (!stands.days) for (const [field, day] of days) batch.days.push([field, day, rid])
}

/** A record's facts as they stand in the tables, without `rid`. */
export function storedFacts(
  { columns, many }: FactTables,
  facts: RecordFacts,
  numbering: Numbering,
): { readonly row: Stored[]; readonly many: readonly Stored[][][]; readonly days: RecordFacts['days'] } {
  const stored = (type: FactType | undefined, fact: Fact | null): Stored =>
    typeof fact === 'string' && (type === 'word' || type === 'ref') ? numbering(type, fact) : fact
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

function dropFacts(db: WriteDb, tables: FactTables, rid: number, stands: Stands): void {
  const { drop, dropMany, dropDays } = statementsOf(tables)
  const run = (sql: string): unknown => prepared<[{ rid: number }]>(db, sql).run({ rid })
  // By what the row itself says, before it goes: the table of days is in no order of records.
  if (!stands.days) for (const sql of dropDays) run(sql)
  dropMany.forEach((sql, at) => {
    if (!stands.many[at]) run(sql)
  })
  if (!stands.main) run(drop)
}
