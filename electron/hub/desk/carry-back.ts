import type { Flat } from '../../../shared/shapes'
import { factsBefore } from '../../engine/changes/project'
import type { RecordRow } from '../../engine/changes/queries'
import type { WriteDb } from '../../engine/context'
import { prepared } from '../../engine/db/prepared'
import { districtWords } from '../../engine/district/words'
import type { FactRow } from '../../engine/facts/write'
import { nameFinder, nameOrId } from '../../engine/records/names'
import { viewOf } from '../../engine/records/view'
import { knownWith } from '../../engine/sites/known'
import type { HubKeys } from '../keys'
import { sealedRow } from '../sealed/rows'
import type { Seal } from '../sealed/seal'
import type { Sql, Store } from '../store/store'
import type { BroughtBranch } from './bring'
import type { Desk } from './desk'
import { deskRecord } from './desk-record'
import { districtNumbered, realmOfSite } from './district-of-site'
import { type Mirrored, mirrored } from './tables'

/** What was carried back. */
export interface CarriedBack {
  /** Changes that the hub did not hold. */
  readonly changes: number
  /** The records that are new or other than before. */
  readonly records: readonly FactRow[]
  /** Whether anything was said of who is who. */
  readonly isWhoIsWho: boolean
}

/** Where it goes. */
export interface Carrying {
  readonly store: Store
  readonly seal: Seal
  readonly sql: Sql
  readonly branches: ReadonlyMap<number, BroughtBranch>
  /** Rows of the records as they were brought, by `rid`. */
  readonly before: ReadonlyMap<number, RecordRow>
  /** The district whose desk it is; the hub's own place, to which its own words belong. */
  readonly district: number
  readonly home: number
  readonly keys: HubKeys
}

type Row = Record<string, unknown>

/** Facts of the hub that stand in the file of its keys: no database holds those. */
const NOT_CARRIED = ['site', 'formerSites']

/** Writes what was touched at a desk into the hub's database, inside the caller's transaction. */
export async function carryBack(desk: Desk, to: Carrying): Promise<CarriedBack> {
  const { db } = desk
  const numbers = await newNumbers(desk, to)
  const begun = await districtsOfBegun(desk, to)
  const districtOf = (branch: number): number =>
    to.branches.get(branch)?.district ?? begun.get(branch) ?? to.district
  let changes = 0
  let isWhoIsWho = false
  const records: FactRow[] = []
  for (const one of mirrored) {
    const touched = desk.touched(one.table)
    if (touched.length === 0) continue
    const written: Row[] = []
    const gone: Row[] = []
    for (const key of touched) {
      const row = rowAt(db, one, key)
      if (one.table === 'meta' && NOT_CARRIED.includes(String(key.key))) continue
      if (row === undefined) {
        if (one.table === 'records') records.push(goneRecord(to, Number(key.rid)))
        gone.push(one.of === 'branch' ? { ...key, district: districtOf(Number(key.branch)) } : key)
        continue
      }
      if (one.table === 'records') records.push(factRow(to, deskRecord(row)))
      const placed =
        one.of === 'branch' ? renumbered(row, districtOf(Number(row.branch)), numbers) : kept(db, one, row)
      written.push(sealedRow(to.seal, one.table, placed))
      if (one.table === 'sites' || row.kind === 'site' || row.kind === 'introduction') isWhoIsWho = true
    }
    await remove(to, one, gone)
    changes += one.table === 'changes' ? await writeChanges(to, one, written) : 0
    if (one.table !== 'changes') await upsert(to, one, written)
  }
  return { changes, records, isWhoIsWho }
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
  const given = await to.sql.query<{ n: number }>(
    `SELECT nextval('branch_numbers') AS n FROM generate_series(1, $1)`,
    [begun.length],
  )
  return new Map(begun.map((branch, at) => [branch, given[at]?.n ?? 0]))
}

function rowAt(db: WriteDb, { table, key, columns }: Mirrored, at: Row): Row | undefined {
  const names = columns.map((column) => `"${column}"`).join(', ')
  const where = key.map((column) => `"${column}" = ?`).join(' AND ')
  return prepared<unknown[], Row>(db, `SELECT ${names} FROM ${table} WHERE ${where}`).get(
    ...key.map((column) => at[column]),
  )
}

function renumbered(row: Row, district: number, numbers: ReadonlyMap<number, number>): Row {
  const number = (branch: unknown): unknown =>
    branch === null ? null : (numbers.get(Number(branch)) ?? branch)
  return {
    ...row,
    district,
    branch: number(row.branch),
    ...('parent' in row ? { parent: number(row.parent) } : {}),
  }
}

/** A row as the hub's database holds it. */
function kept(db: WriteDb, one: Mirrored, row: Row): Row {
  if (one.table !== 'records') return row
  const record = deskRecord(row)
  return {
    ...row,
    deleted: record.deleted === 1,
    body: storable(record.body),
    heads: storable(record.heads),
    number: record.number === null ? null : plain(record.number),
    created_by: plain(record.created_by),
    title: plain(viewOf(record, nameOrId(nameFinder(db)), districtWords(db)).title),
  }
}

/** What was typed beside a change's values has a character that PostgreSQL does not take. */
export class UnstorableText extends Error {}

/** PostgreSQL takes neither the character 0 nor half of a pair; the log keeps what was typed as it is. */
const plain = (text: string): string => text.toWellFormed().replaceAll('\0', '\uFFFD')

/** @see plain, for JSON in which such characters are written as escapes. */
const storable = (json: string): string =>
  /\\u(0000|d[89a-f])/i.test(json)
    ? JSON.stringify(
        JSON.parse(json, (_, value: unknown) => (typeof value === 'string' ? plain(value) : value)),
      )
    : json

async function remove({ sql, district }: Carrying, one: Mirrored, keys: readonly Row[]): Promise<void> {
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

/** Changes that are new go straight in; of others the values were erased, or the record has another id. */
async function writeChanges(to: Carrying, one: Mirrored, rows: readonly Row[]): Promise<number> {
  const isNew = ({ branch, seq }: Row): boolean => Number(seq) > (to.branches.get(Number(branch))?.seq ?? 0)
  const fresh = rows.filter(isNew)
  for (const { author, reason, record } of fresh)
    for (const text of [author, reason, record])
      if (typeof text === 'string' && plain(text) !== text) throw new UnstorableText()
  const columns = ['district', ...one.columns]
  if (fresh.length > 0)
    await to.store.copyInto(
      to.sql,
      'changes',
      columns,
      fresh.map((row) => columns.map((column) => row[column])),
    )
  await upsert(
    to,
    one,
    rows.filter((row) => !isNew(row)),
  )
  return fresh.length
}

/** Writes rows over those of the same key, by way of a staging table that only this connection sees. */
async function upsert(to: Carrying, one: Mirrored, rows: readonly Row[]): Promise<void> {
  if (rows.length === 0) return
  const { sql, store } = to
  const columns = [
    ...(one.of === 'hub' ? [] : ['district']),
    ...one.columns,
    ...(one.table === 'records' ? ['title'] : []),
  ]
  const key = [...(one.of === 'hub' ? [] : ['district']), ...one.key]
  const staging = `staged_${one.kept}`
  await sql.query(
    `CREATE TEMP TABLE IF NOT EXISTS ${staging} (LIKE ${one.kept} INCLUDING DEFAULTS) ON COMMIT DELETE ROWS`,
  )
  await sql.query(`DELETE FROM ${staging}`)
  await store.copyInto(
    sql,
    staging,
    columns,
    rows.map((row) =>
      columns.map((column) => (column === 'district' ? (row.district ?? to.district) : row[column])),
    ),
  )
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
