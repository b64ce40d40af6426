import { canonicalJson, type Json } from '../../../shared/json'
import { NOT_HERE } from '../../engine/changes/log'
import type { RecordRow } from '../../engine/changes/queries'
import type { WriteDb } from '../../engine/context'
import { insertRows } from '../../engine/db/prepared'
import type { Sql } from '../store/store'
import type { Desk } from './desk'
import { deskRecord } from './desk-record'
import { type Mirrored, mirroredTable } from './tables'

/** A place in a stream that the law will ask about. */
export interface AskedPlace {
  readonly site: string
  readonly scope: string
  readonly seq: number
}

/** Where each branch that is at the desk belongs, and how far it went when it was brought. */
export interface BroughtBranch {
  readonly district: number
  readonly seq: number
}

/** Brings rows out of the hub's database to a desk; what lies there already stays as it is. */
export interface Bringing {
  readonly branches: ReadonlyMap<number, BroughtBranch>
  /** Rows of records as they were, by `rid`. */
  readonly before: ReadonlyMap<number, RecordRow>
  /** Rows of one table. @param from behind `FROM`, in which the table is called `t` */
  rows(table: string, from: string, values?: readonly unknown[]): Promise<number>
  places(asked: readonly AskedPlace[]): Promise<void>
  /**
   * Of the changes of a stream that are held only where they stand: whether one is held is all that is asked of most. `rows` brings
   * one whole that is needed whole, also afterwards.
   */
  standings(stream: Pick<AskedPlace, 'site' | 'scope'>, from: number, to: number): Promise<void>
  /**
   * All changes of some records without their values, for which the law seldom asks (`ValuesNotHere`): what they came to stands in the records.
   * `rows` brings the values, also afterwards.
   */
  histories(district: number, records: readonly string[]): Promise<void>
}

/** The clock of a change of which a desk knows only where it stands. None that was ever written has it. */
const NO_CLOCK = ''
const addStandings = `INSERT OR IGNORE INTO changes (clock, kind, kind_version, author, at, fields, branch, seq, hash, record)`
const changes = mirroredTable('changes')
const nothingSaid = [NO_CLOCK, '', 0, '', '', '{"over":{},"set":{}}']

/** @see Bringing. @param opened the database as it answers with what is sealed opened, once (`unsealing`) */
export function openBringing(opened: Sql, { db, quietly }: Pick<Desk, 'db' | 'quietly'>): Bringing {
  const branches = new Map<number, BroughtBranch>()
  const before = new Map<number, RecordRow>()
  async function rows(table: string, from: string, values: readonly unknown[] = []): Promise<number> {
    const one = mirroredTable(table)
    const columns = one.columns.map((column) => `t."${column}"`).join(', ')
    const found = await opened.query<Record<string, unknown>>(
      `SELECT ${one.of === 'branch' ? 't.district, ' : ''}${columns} FROM ${from}`,
      values,
    )
    quietly(() => put(db, one, found))
    if (table === 'branches')
      for (const row of found)
        branches.set(Number(row.branch), { district: Number(row.district), seq: Number(row.seq) })
    if (table === 'records')
      for (const row of found) before.set(Number(row.rid), deskRecord(atDeskRow(one, row)))
    return found.length
  }
  return {
    branches,
    before,
    rows,
    async places(asked) {
      if (asked.length === 0) return
      await rows(
        'changes',
        `unnest($1::text[], $2::text[], $3::bigint[]) AS p (site, scope, seq)
         JOIN branches b ON b.site = p.site AND b.scope = p.scope AND p.seq > b.after AND p.seq <= b.seq
         JOIN changes t ON t.district = b.district AND t.branch = b.branch AND t.seq = p.seq`,
        [asked.map(({ site }) => site), asked.map(({ scope }) => scope), asked.map(({ seq }) => seq)],
      )
    },
    async standings({ site, scope }, from, to) {
      const found = await opened.query<Record<'branch' | 'seq' | 'hash' | 'record', unknown>>(
        `SELECT t.branch, t.seq, t.hash, t.record FROM branches b
         JOIN changes t ON t.district = b.district AND t.branch = b.branch AND t.seq BETWEEN $3 AND $4
         WHERE b.site = $1 AND b.scope = $2`,
        [site, scope, from, to],
      )
      const rows = found.map(({ branch, seq, hash, record }) => [...nothingSaid, branch, seq, hash, record])
      quietly(() => insertRows(db, addStandings, rows))
    },
    async histories(district, records) {
      const columns = changes.columns.map((column) =>
        column === 'fields' ? `'${NOT_HERE}' AS fields` : `t."${column}"`,
      )
      const found = await opened.query<Record<string, unknown>>(
        `SELECT ${columns.join(', ')} FROM changes t WHERE district = $1 AND record = ANY ($2)`,
        [district, records],
      )
      quietly(() => put(db, changes, found))
    },
  }
}

function put(db: WriteDb, { table, columns }: Mirrored, rows: readonly Record<string, unknown>[]): void {
  const names = columns.map((column) => `"${column}"`).join(', ')
  insertRows(
    db,
    `INSERT OR IGNORE INTO ${table} (${names})`,
    rows.map((row) => columns.map((column) => atDeskValue(row[column]))),
    table === 'changes' ? madeWhole(columns) : '',
  )
}

/** A change of which only its place was brought gets the rest, and one without its values gets these. */
const madeWhole = (columns: readonly string[]): string =>
  `ON CONFLICT (branch, seq) DO UPDATE SET ${columns.map((column) => `"${column}" = excluded."${column}"`).join(', ')}
   WHERE changes.clock = '${NO_CLOCK}' OR (changes.fields = '${NOT_HERE}' AND excluded.fields <> '${NOT_HERE}')`

const atDeskRow = ({ columns }: Mirrored, row: Record<string, unknown>): Record<string, unknown> =>
  Object.fromEntries(columns.map((column) => [column, atDeskValue(row[column])]))

/** SQLite has neither truth values nor JSON. */
function atDeskValue(value: unknown): unknown {
  if (typeof value === 'boolean') return value ? 1 : 0
  return value !== null && typeof value === 'object' && !Buffer.isBuffer(value)
    ? canonicalJson(value as Json)
    : value
}
