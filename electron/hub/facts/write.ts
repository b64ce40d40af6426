import type { Kind } from '../../../shared/definition/define'
import { yearColumn } from '../../../shared/facts/dialect-postgres'
import { type FactColumn, type FactTables, factTablesOf } from '../../../shared/facts/tables'
import { knownKind } from '../../../shared/kinds'
import { factsOf } from '../../engine/facts/record-facts'
import { type FactRow, storedFacts } from '../../engine/facts/write'
import { sealedFacts } from '../sealed/facts'
import type { Seal } from '../sealed/seal'
import type { Sql } from '../store/store'
import { writeAnomalies } from './anomalies'
import { openHubNumbering } from './numbering'
import { type Held, noteStale } from './stale'

/** Keeps the tables of facts as a district's records are. */
export interface HubFacts {
  /** Writes the facts of these records, each once. One whose facts stay the same is left alone. */
  write(rows: readonly FactRow[]): Promise<void>
}

/**
 * @see HubFacts. Inside one transaction, its end included. The facts are made by the laptop's own law, word for word; what a mask hides is told
 * apart by the seal. @param seal as `sealedFacts`
 * @param kindNamed `undefined` for a kind that this version does not know: its records have no facts
 */
export function openHubFacts(
  sql: Sql,
  district: number,
  seal: Seal | null,
  kindNamed: (name: string) => Kind | undefined = knownKind,
): HubFacts {
  const numbering = openHubNumbering(sql, district)
  return {
    async write(rows) {
      const changes = rows
        .map((row) => changeOf(row, kindNamed, seal))
        .filter(({ was, now }) => !isAlike(was, now))
      await drop(
        sql,
        district,
        changes.flatMap(({ rid, was }) => (was ? [{ rid, ...was }] : [])),
      )
      const made = changes.flatMap(({ rid, now }) => (now ? [{ rid, ...now }] : []))
      await numbering.learn(made.map(({ kind, facts }) => ({ tables: factTablesOf(kind), facts })))
      for (const [kind, own] of byKind(made)) await insert(sql, district, kind, own, numbering.of)
      await writeAnomalies(sql, district, changes)
      await noteStale(
        sql,
        district,
        changes.flatMap(({ id, was, now }) => [was, now].flatMap((held) => (held ? [{ id, ...held }] : []))),
      )
    },
  }
}

type HeldRow = Held & { readonly rid: number }

interface Change {
  readonly id: string
  readonly rid: number
  readonly was: Held | undefined
  readonly now: Held | undefined
}

function changeOf(row: FactRow, kindNamed: (name: string) => Kind | undefined, seal: Seal | null): Change {
  const held = ({ kind: name, deleted, flat }: Pick<FactRow, 'kind' | 'deleted' | 'flat'>) => {
    const kind = kindNamed(name)
    return kind && { kind, deleted, facts: sealedFacts(kind, factsOf(kind, row.id, flat), seal) }
  }
  return { id: row.id, rid: row.rid, was: row.before && held(row.before), now: held(row) }
}

/** By what is written of them: a definition of a kind is long. */
const isAlike = (was: Held | undefined, now: Held | undefined): boolean =>
  was?.kind === now?.kind &&
  was?.deleted === now?.deleted &&
  JSON.stringify(was?.facts) === JSON.stringify(now?.facts)

function byKind(rows: readonly HeldRow[]): ReadonlyMap<Kind, readonly HeldRow[]> {
  const found = new Map<Kind, HeldRow[]>()
  for (const row of rows) {
    const own = found.get(row.kind) ?? []
    found.set(row.kind, own)
    own.push(row)
  }
  return found
}

/** Takes out what stood there; by its own day, so that one year is looked into and not all of them. */
async function drop(sql: Sql, district: number, rows: readonly HeldRow[]): Promise<void> {
  for (const [kind, own] of byKind(rows)) {
    const { table, columns, many } = factTablesOf(kind)
    const year = yearColumn(kind)
    const rids = own.map(({ rid }) => rid)
    if (year === null)
      await sql.query(`DELETE FROM ${table} WHERE district = $1 AND rid = ANY($2)`, [district, rids])
    else
      for (const [day, some] of byDay(own, columns.indexOf(year))) {
        const isThere = day === null ? `${year.name} IS NULL` : `${year.name} = $3`
        await sql.query(`DELETE FROM ${table} WHERE district = $1 AND rid = ANY($2) AND ${isThere}`, [
          district,
          some,
          ...(day === null ? [] : [day]),
        ])
      }
    for (const one of many)
      await sql.query(`DELETE FROM ${one.table} WHERE district = $1 AND rid = ANY($2)`, [district, rids])
  }
}

function byDay(rows: readonly HeldRow[], column: number): ReadonlyMap<number | null, readonly number[]> {
  const found = new Map<number | null, number[]>()
  for (const { rid, facts } of rows) {
    const day = facts.row[column]
    const key = typeof day === 'number' ? day : null
    found.set(key, [...(found.get(key) ?? []), rid])
  }
  return found
}

async function insert(
  sql: Sql,
  district: number,
  kind: Kind,
  rows: readonly HeldRow[],
  numberOf: (what: 'word' | 'ref', name: string) => number,
): Promise<void> {
  const tables = factTablesOf(kind)
  const many = tables.many.map((): Values[] => [])
  function* main(): Generator<Values> {
    for (const { rid, deleted, facts } of rows) {
      const stored = storedFacts(tables, facts, numberOf)
      for (const [at, found] of stored.many.entries())
        for (const one of found) many[at]?.push([district, rid, ...one])
      yield [district, rid, deleted ? 1 : 0, ...stored.row]
    }
  }
  await copyFacts(sql, factColumnsOf(tables), main())
  for (const [at, one] of tables.many.entries())
    if (many[at]?.length) await copyFacts(sql, manyFactColumnsOf(one), many[at])
}

type Values = readonly (string | number | null)[]

/** A table with the columns behind the district. */
export interface FactColumns {
  readonly table: string
  readonly columns: readonly string[]
}

/** As PostgreSQL calls it: COPY quotes names, and the table was made with names that were not. */
const named = ({ name }: FactColumn): string => name.toLowerCase()

/** The columns of a kind's own table, behind the district. */
export function factColumnsOf({ table, columns }: FactTables): FactColumns {
  return { table: table.toLowerCase(), columns: ['rid', 'deleted', ...columns.map(named)] }
}

/** The columns of a table of many, behind the district. */
export function manyFactColumnsOf({ table, holds, columns }: FactTables['many'][number]): FactColumns {
  return {
    table: table.toLowerCase(),
    columns: ['rid', ...(holds === 'spans' ? ['row'] : []), ...columns.map(named)],
  }
}

const copyFacts = (sql: Sql, { table, columns }: FactColumns, rows: Iterable<Values>): Promise<number> =>
  sql.copyInto(table, ['district', ...columns], rows)
