import type { Flat } from '../../../shared/shapes'
import { factsBefore } from '../../engine/changes/project'
import type { RecordRow } from '../../engine/changes/queries'
import { prepared } from '../../engine/db/prepared'
import type { FactRow } from '../../engine/facts/write'
import { knownWith } from '../../engine/sites/known'
import type { HubKeys } from '../keys'
import { sealedRow } from '../sealed/rows'
import type { Seal } from '../sealed/seal'
import type { Sql } from '../store/store'
import type { BroughtBranch } from './bring'
import { type DeskRow, keptRecord, storableValues, titlesAt } from './carried-rows'
import type { Desk } from './desk'
import { deskRecord } from './desk-record'
import { districtNumbered, realmOfSite } from './district-of-site'
import { type Mirrored, mirrored } from './tables'

/** What was carried back. */
export interface CarriedBack {
  /** Changes that the hub did not hold. */
  readonly changes: number
  /** Whether anything was said of who is who. */
  readonly isWhoIsWho: boolean
}

/** Where it goes. */
export interface Carrying {
  readonly seal: Seal
  readonly sql: Sql
  readonly branches: ReadonlyMap<number, BroughtBranch>
  /** Rows of the records as they were brought, by `rid`. */
  readonly before: ReadonlyMap<number, RecordRow>
  /** The district whose desk it is; the hub's own place, to which its own words belong. */
  readonly district: number
  readonly home: number
  readonly keys: HubKeys
  /** Hears of the records that are new or other than before, some at a time and each once; they are written already. */
  readonly hear: HearRecords
}

/** Makes of some records what is made of records. */
export type HearRecords = (records: readonly FactRow[]) => Promise<void>

/** Rows written at once: parsed, sealed and told of, no more of them lie in memory, however long a file is. */
const PART = 2000

type Values = readonly unknown[]

/** Facts of the hub that stand in the file of its keys: no database holds those. */
const NOT_CARRIED = ['site', 'formerSites']

/** Writes what was touched at a desk into the hub's database, inside the caller's transaction. */
export async function carryBack(desk: Desk, to: Carrying): Promise<CarriedBack> {
  const numbers = await newNumbers(desk, to)
  const begun = await districtsOfBegun(desk, to)
  const districtOf = (branch: unknown): number =>
    to.branches.get(Number(branch))?.district ?? begun.get(Number(branch)) ?? to.district
  let changes = 0
  let isWhoIsWho = false
  let told: FactRow[] = []
  for (const one of mirrored) {
    if (!desk.isTouched(one.table)) continue
    const gone = desk.gone(one)
    await remove(
      to,
      one,
      one.of === 'branch' ? gone.map((key) => ({ ...key, district: districtOf(key.branch) })) : gone,
    )
    if (one.table === 'records' && gone.length > 0)
      await to.hear(gone.map(({ rid }) => goneRecord(to, Number(rid))))
    const added = await writeRows(to, one, rowsOf(one), tell)
    if (one.table === 'changes') changes += added
  }
  return { changes, isWhoIsWho }

  async function tell(): Promise<void> {
    const records = told
    told = []
    if (records.length > 0) await to.hear(records)
  }

  /** The rows as the hub's database is to hold them, one after the other. */
  function* rowsOf(one: Mirrored): Generator<DeskRow> {
    const titleOf = one.table === 'records' ? titlesAt(desk.db) : undefined
    for (const row of desk.written(one)) {
      if (one.table === 'meta' && NOT_CARRIED.includes(String(row.key))) continue
      if (one.table === 'sites' || row.kind === 'site' || row.kind === 'introduction') isWhoIsWho = true
      if (titleOf) {
        const record = deskRecord(row)
        const found = factRow(to, record)
        told.push(found)
        yield sealedRow(to.seal, one.table, keptRecord(record, titleOf(record, found.flat)))
      } else {
        const placed = one.of === 'branch' ? renumbered(row, districtOf(row.branch), numbers) : row
        yield sealedRow(to.seal, one.table, placed)
      }
    }
  }
}

/** Whose the branches are that were begun at the desk: the hub's own, or of the district that their site belongs to. */
async function districtsOfBegun(desk: Desk, to: Carrying): Promise<ReadonlyMap<number, number>> {
  const { db } = desk
  const found = new Map<number, number>()
  const own = new Set([...to.keys.former, to.keys.site].map(({ id }) => id))
  const siteOf = prepared<[number], string>(db, 'SELECT site FROM branches WHERE branch = ?').pluck()
  for (const branch of begunAt(desk, to)) {
    const site = siteOf.get(branch) ?? ''
    const realm = own.has(site) ? undefined : realmOfSite(to.keys, db, knownWith(db), site)
    if (realm) found.set(branch, await districtNumbered(to.keys, to.sql, realm))
    else found.set(branch, own.has(site) ? to.home : to.district)
  }
  return found
}

const begunAt = (desk: Desk, { branches }: Carrying): readonly number[] =>
  desk
    .touched('branches')
    .map(({ branch }) => Number(branch))
    .filter((branch) => !branches.has(branch))
    .sort((one, other) => one - other)

/** The hub's numbers for the branches that were begun at the desk, the earlier branch the lower number. */
async function newNumbers(desk: Desk, to: Carrying): Promise<ReadonlyMap<number, number>> {
  const begun = begunAt(desk, to)
  if (begun.length === 0) return new Map()
  const given = await to.sql.query<{ n: number }>(
    `SELECT nextval('branch_numbers') AS n FROM generate_series(1, $1)`,
    [begun.length],
  )
  return new Map(begun.map((branch, at) => [branch, given[at]?.n ?? 0]))
}

function renumbered(row: DeskRow, district: number, numbers: ReadonlyMap<number, number>): DeskRow {
  const number = (branch: unknown): unknown =>
    branch === null ? null : (numbers.get(Number(branch)) ?? branch)
  return {
    ...row,
    district,
    branch: number(row.branch),
    ...('parent' in row ? { parent: number(row.parent) } : {}),
  }
}

async function remove({ sql, district }: Carrying, one: Mirrored, keys: readonly DeskRow[]): Promise<void> {
  for (const key of keys) {
    const where = one.key.map((column, at) => `"${column}" = $${at + 1}`)
    const values = one.key.map((column) => key[column])
    if (one.of !== 'hub') {
      where.push(`district = $${values.length + 1}`)
      values.push(key.district ?? district)
    }
    await sql.query(`DELETE FROM ${one.kept} WHERE ${where.join(' AND ')}`, values)
  }
}

/** Which rows of a table are new to the hub's database: changes beyond where a branch stood, records beyond the last. */
async function newness(
  { sql, branches, district }: Carrying,
  { table }: Mirrored,
): Promise<((row: DeskRow) => boolean) | undefined> {
  if (table === 'changes') return ({ branch, seq }) => Number(seq) > (branches.get(Number(branch))?.seq ?? 0)
  if (table !== 'records') return undefined
  const [last] = await sql.query<{ rid: number }>(
    'SELECT coalesce(max(rid), 0) AS rid FROM records WHERE district = $1',
    [district],
  )
  return ({ rid }) => Number(rid) > (last?.rid ?? 0)
}

/**
 * Rows that are new go straight in as they are made, the others over those of the same key. Of many rows a part is written before the
 * next is made. @param written is awaited after each part. @returns how many are new
 */
async function writeRows(
  to: Carrying,
  one: Mirrored,
  rows: Generator<DeskRow>,
  written: () => Promise<void>,
): Promise<number> {
  const columns = columnsOf(one)
  const valuesOf = (row: DeskRow): Values =>
    storableValues(
      columns.map((column) => (column === 'district' ? (row.district ?? to.district) : row[column])),
    )
  const isNew = await newness(to, one)
  if (!isNew) {
    await upsert(to, one, columns, Array.from(rows, valuesOf))
    return 0
  }
  let added = 0
  let isAtEnd = false
  let others: Values[] = []
  function* news(isNew: (row: DeskRow) => boolean): Generator<Values> {
    for (let count = 0; count < PART; count += 1) {
      const next = rows.next()
      isAtEnd = next.done === true
      if (next.done) return
      if (!isNew(next.value)) others.push(valuesOf(next.value))
      else yield valuesOf(next.value)
    }
  }
  try {
    while (!isAtEnd) {
      others = []
      added += await to.sql.copyInto(one.kept, columns, news(isNew))
      await upsert(to, one, columns, others)
      await written()
    }
  } finally {
    // A desk of which rows are still read can not be closed.
    rows.return(undefined)
  }
  return added
}

const columnsOf = (one: Mirrored): readonly string[] => [
  ...(one.of === 'hub' ? [] : ['district']),
  ...one.columns,
  ...(one.table === 'records' ? ['title'] : []),
]

/** Writes rows over those of the same key, by way of a staging table that only this connection sees. */
async function upsert(
  { sql }: Carrying,
  one: Mirrored,
  columns: readonly string[],
  rows: readonly Values[],
): Promise<void> {
  if (rows.length === 0) return
  const key = [...(one.of === 'hub' ? [] : ['district']), ...one.key]
  const staging = `staged_${one.kept}`
  await sql.query(
    `CREATE TEMP TABLE IF NOT EXISTS ${staging} (LIKE ${one.kept} INCLUDING DEFAULTS) ON COMMIT DELETE ROWS`,
  )
  await sql.query(`DELETE FROM ${staging}`)
  await sql.copyInto(staging, columns, rows)
  const names = columns.map((column) => `"${column}"`).join(', ')
  const others = columns.filter((column) => !key.includes(column))
  const sets = others.map((column) => `"${column}" = excluded."${column}"`).join(', ')
  await sql.query(
    `INSERT INTO ${one.kept} (${names}) SELECT ${names} FROM ${staging}
     ON CONFLICT (${key.map((column) => `"${column}"`).join(', ')})
     DO ${others.length === 0 ? 'NOTHING' : `UPDATE SET ${sets}`}`,
  )
}

function factRow({ before }: Carrying, row: RecordRow): FactRow {
  const was = before.get(row.rid)
  const { rid, id, kind } = row
  return {
    rid,
    id,
    kind,
    before: was && factsBefore(was),
    deleted: row.deleted === 1,
    flat: JSON.parse(row.body) as Flat,
  }
}

/** A record of which nothing counts any more has no facts: it is of no kind. */
function goneRecord({ before }: Carrying, rid: number): FactRow {
  const was = before.get(rid)
  return { rid, id: was?.id ?? '', kind: '', before: was && factsBefore(was), deleted: true, flat: {} }
}
