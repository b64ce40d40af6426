import type { Kind } from '../../../shared/definition/define'
import { createPrng, seededId } from '../../../shared/demo/prng'
import { yearColumn } from '../../../shared/facts/dialect-postgres'
import { factTablesOf } from '../../../shared/facts/tables'
import { kindOf, kinds } from '../../../shared/kinds'
import type { Flat } from '../../../shared/shapes'
import { factsOf } from '../../engine/facts/record-facts'
import type { FactRow, Numbering } from '../../engine/facts/write'
import { storedFacts } from '../../engine/facts/write'
import { reconcileHubFacts } from '../../hub/facts/reconcile'
import { factColumnsOf, manyFactColumnsOf } from '../../hub/facts/write'
import { makeYears } from '../../hub/facts/years'
import { sealedFacts } from '../../hub/sealed/facts'
import { sealedBody } from '../../hub/sealed/rows'
import { hubTerms, plainTerms } from '../../hub/search/terms'
import { migrate } from '../../hub/store/migrate'
import { openStore } from '../../hub/store/open-store'
import type { Sql, Store } from '../../hub/store/store'
import { mixedRows } from '../mixed-rows'
import { benchSeal } from './bench-seal'

/** A province as the issue plans it: districts with villages. */
export const DISTRICTS = 200
const CITIES = 20
const STREETS = 10
const VILLAGES = 250
/** Fewer villages where a district has fewer records than four each: people and units alone would be more than all else. */
const villagesFor = (size: number): number =>
  Math.min(VILLAGES, Math.max(STREETS, STREETS * Math.round(size / (4 * STREETS))))
/** What the bench's records are dated, and the days on which their matters are closed. */
const YEARS = [2023, 2024, 2025]
/** Into how many a year is divided. */
const PARTS = 4

/** A record before it has a place in a database. */
type Made = Pick<FactRow, 'id' | 'kind' | 'flat'>

/** What one COPY takes. */
interface CopiedTable {
  readonly table: string
  readonly columns: readonly string[]
  readonly rows: unknown[][]
}

/** A hub's database with a province in it: its size is the number of records that have a date, beside units and people. */
export async function makeProvince(database: string, size: number): Promise<Store> {
  const store = await openStore({ database })
  await migrate(store)
  await reconcileHubFacts(store, PARTS)
  await store.transaction(async (sql) => {
    for (const kind of kinds) if (yearColumn(kind) !== null) await makeYears(sql, kind, YEARS, PARTS)
  })
  // An index is made in a third of the time once all rows are there.
  const indexes = await store.query<{ name: string; text: string }>(LARGE)
  for (const { name } of indexes) await store.query(`DROP INDEX ${name}`)
  await inLanes(DISTRICTS, (at) => addDistrict(store, at, Math.round(size / DISTRICTS)))
  await store.transaction(async (sql) => {
    await sql.query(`SET LOCAL maintenance_work_mem = '512MB'`)
    for (const { text } of indexes) await sql.query(text)
  })
  await store.query('INSERT INTO search_latest SELECT * FROM search ORDER BY place DESC LIMIT 20000')
  for (const { name } of await store.query<{ name: string }>(
    `SELECT relname AS name FROM pg_class c JOIN pg_namespace n ON n.oid = relnamespace WHERE n.nspname = 'public' AND relkind IN ('r', 'p') AND NOT relispartition`,
  ))
    await store.query(`VACUUM ANALYZE ${name}`)
  return store
}

/** What the two largest tables are found by, beside their keys. */
const LARGE = `SELECT indexrelid::regclass::text AS name, pg_get_indexdef(indexrelid) AS text FROM pg_index
  WHERE indrelid IN ('records'::regclass, 'search'::regclass) AND NOT indisunique`

/** While the rows of one district are written those of the next are made. */
async function inLanes(count: number, work: (at: number) => Promise<void>): Promise<void> {
  let next = 0
  const lane = async (): Promise<void> => {
    for (let at = next++; at < count; at = next++) await work(at)
  }
  await Promise.all([lane(), lane()])
}

async function addDistrict(store: Store, at: number, size: number): Promise<void> {
  const { district, tables } = await districtRows(store, at, size)
  await store.transaction(async (sql) => {
    // A province that a power cut takes is made again.
    await sql.query('SET LOCAL synchronous_commit = off')
    for (const { table, columns, rows } of tables) await sql.copyInto(table, columns, rows)
    await sql.query('INSERT INTO stale_months (district, month) VALUES ($1, -1)', [district])
  })
}

/** The own unit of a district, by its place among all: 0, 1, 2 … */
export const unitOfDistrict = (at: number): string =>
  `00000000-0000-7000-8000-${at.toString(16).padStart(12, '0')}`

/** A new district, and all that is to be copied into it. */
export async function districtRows(
  store: Store,
  at: number,
  size: number,
): Promise<{
  readonly district: number
  readonly records: readonly FactRow[]
  readonly tables: readonly CopiedTable[]
}> {
  const city = `city-${at % CITIES}`
  const unit = unitOfDistrict(at)
  const [row] = await store.query<{ district: number }>(
    'INSERT INTO districts (site, unit, name, region) VALUES ($1, $1, $2, $3) RETURNING district',
    [unit, `第${at + 1}区`, ['province', city, unit]],
  )
  const district = row?.district ?? 0
  const records = [...madeRecords(at, unit, size)].map(
    (made, place): FactRow => ({ ...made, rid: place + 1, before: undefined, deleted: false }),
  )
  return { district, records, tables: await copied(store, district, records) }
}

function* madeRecords(at: number, unit: string, size: number): Generator<Made> {
  yield { id: unit, kind: 'unit', flat: { name: unit, level: 'district' } }
  const villages: string[] = []
  for (let street = 0; street < STREETS; street += 1) {
    const id = `${unit}/${street}`
    yield { id, kind: 'unit', flat: { name: id, level: 'street', parent: unit } }
    for (let village = 0; village < villagesFor(size) / STREETS; village += 1) {
      const own = `${id}/${village}`
      villages.push(own)
      yield { id: own, kind: 'unit', flat: { name: own, level: 'village', parent: id } }
    }
  }
  const prng = createPrng(`province/${at}`)
  for (const village of villages)
    for (const made of peopleOf(village)) yield { ...made, id: seededId(prng, 0) }
  for (const { id, kind, set } of mixedRows(villages, size, at * size))
    yield { id, kind: kind.name, flat: set }
}

/** Who works in a village: what lasts, and is counted anew for each period. */
function peopleOf(unit: string): readonly Omit<Made, 'id'>[] {
  const lasting = (kind: string, flat: Flat): Omit<Made, 'id'> => ({
    kind,
    flat: { unit, from: '2022-01-01', status: 'reviewed', ...flat },
  })
  return [
    lasting('person', { name: `甲${unit}`, phone: '13800000000' }),
    lasting('person', { name: `乙${unit}` }),
    lasting('law-reader', { name: `丙${unit}` }),
    lasting('mediator', { name: `丁${unit}` }),
    lasting('mediation-committee', { name: `${unit}调委会` }),
  ]
}

/** The rows of a district's tables, its ids numbered in the order in which they are named. */
async function copied(
  sql: Sql,
  district: number,
  records: readonly FactRow[],
): Promise<readonly CopiedTable[]> {
  const words = new Map(
    (await sql.query<{ id: number; word: string }>('SELECT id, word FROM words')).map(({ id, word }) => [
      word,
      id,
    ]),
  )
  const refs = new Map<string, number>()
  const numbering: Numbering = (of, name) => {
    const known = (of === 'word' ? words : refs).get(name)
    if (known !== undefined) return known
    if (of === 'word') throw new Error(`${name}: no word`)
    refs.set(name, refs.size + 1)
    return refs.size
  }
  const tables = new Map<string, CopiedTable>()
  const rowsOf = (table: string, columns: readonly string[]): unknown[][] => {
    const found = tables.get(table) ?? {
      table,
      columns: ['district', ...columns],
      rows: [],
    }
    tables.set(table, found)
    return found.rows
  }
  for (const record of records) addRecord(district, kindOf(record.kind), record, numbering, rowsOf)
  rowsOf('refs', ['id', 'name']).push(...[...refs].map(([name, id]) => [district, id, name]))
  return [...tables.values()]
}

function addRecord(
  district: number,
  kind: Kind,
  { rid, id, flat }: FactRow,
  numbering: Numbering,
  rowsOf: (table: string, columns: readonly string[]) => unknown[][],
): void {
  const facts = factTablesOf(kind)
  const { row, many } = storedFacts(facts, sealedFacts(kind, factsOf(kind, id, flat), benchSeal), numbering)
  rowsOf('records', RECORD).push([
    district,
    rid,
    id,
    kind.name,
    '*',
    `${kind.label}${rid}`,
    sealedBody(benchSeal, kind.name, JSON.stringify(flat)),
    '{"base":"0199000000000000aa"}',
    false,
  ])
  // As if all districts had handed in record by record.
  rowsOf('search', SEARCH).push([
    district,
    rid,
    rid * DISTRICTS + (district % DISTRICTS),
    kind.name,
    false,
    ...hubTerms(benchSeal, district, [plainTerms(kind, flat)]),
  ])
  const main = factColumnsOf(facts)
  rowsOf(main.table, main.columns).push([district, rid, 0, ...row])
  for (const [at, rows] of many.entries()) {
    const of = facts.many[at]
    if (!of) continue
    const { table, columns } = manyFactColumnsOf(of)
    const into = rowsOf(table, columns)
    for (const one of rows) into.push([district, rid, ...one])
  }
}

const SEARCH = ['rid', 'place', 'kind', 'deleted', 'terms']
const RECORD = ['rid', 'id', 'kind', 'scope', 'title', 'body', 'heads', 'deleted']
