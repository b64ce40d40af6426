import { join } from 'node:path'
import { openForReading } from '../../../electron/engine/db/open'
import type { Hub } from '../../../electron/hub/hub'
import { unsealing } from '../../../electron/hub/sealed/rows'
import type { Computer } from '../desks/engine'
import { dataKeyOf } from '../desks/own-keys'

type Row = Readonly<Record<string, unknown>>

/** What districts brought, in a form that is the same for a city's profile and a hub: records, log, and how far it counts. */
export interface Brought {
  readonly records: readonly Row[]
  readonly waiting: readonly Row[]
  readonly branches: readonly Row[]
  readonly changes: readonly Row[]
  readonly registers: readonly Row[]
  readonly awaited: readonly Row[]
  readonly sites: readonly Row[]
}

const RECORD = 'id, kind, scope, number, deleted, conflicts, created_at, created_by, updated_at, last_change'
const CHANGE =
  'b.site, b.scope, c.seq, c.clock, c.record, c.kind, c.kind_version, c.author, c.at, c.reason, c.salt, c.fields'
const SITE = 'id, role, scope, unit, unit_name, letter, office, root'

/** Of a city's profile; its own words and its own unit are left out. */
export async function broughtToCity(city: Computer, own: string, unit: string): Promise<Brought> {
  const db = openForReading(join(city.profile, 'profile.db'), await dataKeyOf(city))
  const all = (sql: string, ...values: unknown[]): Row[] => db.prepare<unknown[], Row>(sql).all(...values)
  try {
    return sorted({
      records: all(`SELECT ${RECORD}, body, heads FROM records WHERE id <> ?`, unit).map(parsed),
      waiting: all(`SELECT ${RECORD}, body, heads FROM waiting_records`).map(parsed),
      branches: all(
        'SELECT site, scope, after, seq, hash, counts_to, introduces FROM branches WHERE site <> ?',
        own,
      ),
      changes: all(
        `SELECT ${CHANGE}, lower(hex(c.hash)) AS hash FROM changes c JOIN branches b USING (branch) WHERE b.site <> ?`,
        own,
      ),
      registers: all('SELECT scope, record, lower(hex(hash)) AS hash FROM registers WHERE record <> ?', unit),
      awaited: all('SELECT record, id, key FROM awaited'),
      sites: all(`SELECT ${SITE} FROM sites WHERE own = 0`),
    })
  } finally {
    db.close()
  }
}

/** Of a hub. */
export async function broughtToHub({ store, seal, keys, home }: Hub): Promise<Brought> {
  const { query } = unsealing(store, seal)
  const all = (sql: string, ...values: unknown[]): Promise<readonly Row[]> => query<Row>(sql, values)
  return sorted({
    records: (await all(`SELECT ${RECORD}, body, heads FROM records WHERE district <> $1`, home)).map(parsed),
    waiting: (await all(`SELECT ${RECORD}, body, heads FROM waiting_records`)).map(parsed),
    branches: await all(
      'SELECT site, scope, after, seq, hash, counts_to, introduces FROM branches WHERE site <> $1',
      keys.site.id,
    ),
    changes: await all(
      `SELECT ${CHANGE}, encode(c.hash, 'hex') AS hash FROM changes c JOIN branches b USING (district, branch) WHERE b.site <> $1`,
      keys.site.id,
    ),
    registers: await all(
      `SELECT scope, record, encode(hash, 'hex') AS hash FROM registers WHERE district <> $1`,
      home,
    ),
    awaited: await all('SELECT record, id, key FROM awaited'),
    sites: await all(`SELECT ${SITE} FROM sites WHERE own = 0`),
  })
}

/** What a hub has made of records, as texts: facts with what is none of its field, and what records are found by. */
export interface MadeAtHub {
  readonly facts: readonly string[]
  readonly search: readonly string[]
}

const factTables = `SELECT c.relname::text AS name FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
  WHERE n.nspname = 'public' AND c.relkind IN ('r', 'p') AND NOT c.relispartition
    AND (c.relname LIKE 'facts\\_%' OR c.relname = 'anomalies')`

/** @see MadeAtHub. In which order records are found is left out: a part of a pile that failed has taken places. */
export async function madeAtHub({ store }: Hub): Promise<MadeAtHub> {
  const texts = async (table: string, columns: string): Promise<readonly string[]> =>
    (await store.query<{ text: string }>(`SELECT row(${columns})::text AS text FROM ${table} t`)).map(
      ({ text }) => `${table} ${text}`,
    )
  const facts: string[] = []
  for (const { name } of await store.query<{ name: string }>(factTables))
    facts.push(...(await texts(name, 't.*')))
  const found = 'district, rid, kind, deleted, terms'
  return { facts: facts.sort(), search: [...(await texts('search', found))].sort() }
}

function parsed({ body, heads, deleted, ...row }: Row): Row {
  const json = (value: unknown): unknown => (typeof value === 'string' ? JSON.parse(value) : value)
  return { ...row, deleted: Number(deleted), body: json(body), heads: json(heads) }
}

function sorted(brought: Brought): Brought {
  const inOrder = (rows: readonly Row[]): readonly Row[] =>
    rows
      .map((row) => ({
        row,
        text: JSON.stringify(Object.entries(row).filter(([key]) => key !== 'body' && key !== 'heads')),
      }))
      .sort((one, other) => (one.text < other.text ? -1 : 1))
      .map(({ row }) => row)
  return {
    records: inOrder(brought.records),
    waiting: inOrder(brought.waiting),
    branches: inOrder(brought.branches),
    changes: inOrder(brought.changes),
    registers: inOrder(brought.registers),
    awaited: inOrder(brought.awaited),
    sites: inOrder(brought.sites),
  }
}
