import type { Kind } from '../../../shared/definition/define'
import { yearColumn } from '../../../shared/facts/dialect-postgres'
import { type FactColumn, type FactTables, factTablesOf, isText } from '../../../shared/facts/tables'
import { knownKind } from '../../../shared/kinds'
import { factsOf } from '../../engine/facts/record-facts'
import { manyColumns } from '../../engine/facts/statements'
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
        .filter(({ was, now }) => JSON.stringify(was) !== JSON.stringify(now) || was?.kind !== now?.kind)
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
  const main: Values[] = []
  const many = tables.many.map((): Values[] => [])
  for (const { rid, deleted, facts } of rows) {
    const stored = storedFacts(tables, facts, numberOf)
    main.push([rid, deleted ? 1 : 0, ...stored.row])
    stored.many.forEach((found, at) => {
      for (const one of found) many[at]?.push([rid, ...one])
    })
  }
  await insertRows(sql, district, factColumnsOf(tables), main)
  for (const [at, one] of tables.many.entries())
    await insertRows(sql, district, manyFactColumnsOf(one), many[at] ?? [])
}

type Values = readonly (string | number | null)[]

/** A table with the columns behind the district, each with its type. */
export interface FactColumns {
  readonly table: string
  readonly columns: readonly (readonly [name: string, type: 'text' | 'bigint'])[]
}

const typedColumn = ({ name, type }: FactColumn): readonly [string, 'text' | 'bigint'] => [
  name,
  isText(type) ? 'text' : 'bigint',
]

/** The columns of a kind's own table, behind the district. */
export function factColumnsOf({ table, columns }: FactTables): FactColumns {
  return { table, columns: [['rid', 'bigint'], ['deleted', 'bigint'], ...columns.map(typedColumn)] }
}

/** The columns of a table of many, behind the district. */
export function manyFactColumnsOf(of: FactTables['many'][number]): FactColumns {
  const { table, columns } = of
  const names = manyColumns(of)
  const ahead = names.slice(0, names.length - columns.length)
  return {
    table,
    columns: [
      ['rid', 'bigint'],
      ...ahead.map((name): readonly [string, 'text'] => [name, 'text']),
      ...columns.map(typedColumn),
    ],
  }
}

/** One statement, whatever the number of rows: each column is an array. */
async function insertRows(
  sql: Sql,
  district: number,
  { table, columns }: FactColumns,
  rows: readonly Values[],
): Promise<void> {
  if (rows.length === 0) return
  const arrays = columns.map(([, type], at) => `$${at + 2}::${type}[]`)
  await sql.query(
    `INSERT INTO ${table} (district, ${columns.map(([name]) => name).join(', ')}) SELECT $1::int, * FROM unnest(${arrays.join(', ')})`,
    [district, ...columns.map((_, at) => rows.map((row) => row[at] ?? null))],
  )
}
