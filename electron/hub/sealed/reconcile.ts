import { holdUntilEnd } from '../store/locks'
import type { Sql, Store } from '../store/store'
import { openedRow, sealedRow } from './rows'
import type { Seal } from './seal'
import { sealedFormOf, sealedKinds } from './secrets'

/** Rows read at once. */
const BATCH = 2000

interface SealedTable {
  readonly table: string
  readonly key: readonly (readonly [column: string, type: string])[]
  readonly columns: readonly (readonly [column: string, type: string])[]
}

const sealedTables: readonly SealedTable[] = [
  {
    table: 'records',
    key: [
      ['district', 'int'],
      ['rid', 'bigint'],
    ],
    columns: [
      ['body', 'jsonb'],
      ['heads', 'jsonb'],
    ],
  },
  {
    table: 'waiting_records',
    key: [
      ['district', 'int'],
      ['id', 'text'],
    ],
    columns: [
      ['body', 'text'],
      ['heads', 'text'],
    ],
  },
  {
    table: 'changes',
    key: [
      ['district', 'int'],
      ['branch', 'bigint'],
      ['seq', 'bigint'],
    ],
    columns: [
      ['fields', 'text'],
      ['salt', 'text'],
    ],
  },
]

/**
 * Seals what lies in the database of every kind of which other fields are secret than when it was written. Runs whenever a hub is opened
 * with its keys. Each part is a transaction of its own: of a big hub nobody waits for all of it, and what was interrupted goes on. Several
 * processes may do so at once, and none goes on before all is sealed. @param batch rows at once. @returns how many kinds
 */
export async function reconcileSealed(store: Store, seal: Seal, batch = BATCH): Promise<number> {
  for (;;) {
    const kinds = await store.transaction((sql) => sealPart(sql, seal, batch))
    if (kinds !== undefined) return kinds
  }
}

/** @returns how many kinds are sealed by now that were not; `undefined` while more is to be sealed */
async function sealPart(sql: Sql, seal: Seal, batch: number): Promise<number | undefined> {
  await holdUntilEnd(sql, 'schema', 0)
  const rows = await sql.query<{ kind: string; form: string }>('SELECT kind, form FROM sealed_forms')
  const known = new Map(rows.map(({ kind, form }) => [kind, form]))
  const stale = sealedKinds.filter((kind) => known.get(kind) !== sealedFormOf(kind))
  if (stale.length === 0) return 0
  // Another version may have begun with other ones.
  const forms = JSON.stringify(stale.map((kind) => [kind, sealedFormOf(kind)]))
  await sql.query('DELETE FROM sealing WHERE forms <> $1', [forms])
  for (const of of sealedTables)
    if (!(await sealRows(sql, seal, of, { stale, forms, batch }))) return undefined
  for (const kind of stale)
    await sql.query(
      `INSERT INTO sealed_forms (kind, form) VALUES ($1, $2) ON CONFLICT (kind) DO UPDATE SET form = excluded.form`,
      [kind, sealedFormOf(kind)],
    )
  await sql.query('DELETE FROM sealing')
  return stale.length
}

interface Stale {
  readonly stale: readonly string[]
  readonly forms: string
  readonly batch: number
}

type Row = Readonly<Record<string, unknown>>

/** Seals the next rows of a table. @returns whether there were none left */
async function sealRows(
  sql: Sql,
  seal: Seal,
  of: SealedTable,
  { stale, forms, batch }: Stale,
): Promise<boolean> {
  const { table, key, columns } = of
  const [progress] = await sql.query<{ reached: readonly string[] | null; is_done: boolean }>(
    'SELECT reached, is_done FROM sealing WHERE target = $1',
    [table],
  )
  if (progress?.is_done) return true
  const names = key.map(([name]) => name)
  const reached = progress?.reached ?? null
  const after = key.map(([, type], at) => `$${at + 3}::${type}`).join(', ')
  const beyond = reached === null ? '' : ` AND (${names.join(', ')}) > (${after})`
  // Kinds that nobody knows are all that have no name here. Without names of others none is one: NOT kind = ANY (NULL) is not true.
  const others = stale.includes('') ? sealedKinds.filter((kind) => kind !== '') : null
  const rows = await sql.query<Row>(
    `SELECT ${[...names, 'kind', ...columns.map(([name]) => name)].join(', ')} FROM ${table}
     WHERE (kind = ANY ($1) OR NOT kind = ANY ($2))${beyond} ORDER BY ${names.join(', ')} LIMIT ${batch}`,
    [stale, others, ...(reached ?? [])],
  )
  const isDone = rows.length < batch
  // What is sealed already is opened before: by other forms, or by whoever was interrupted.
  const sealed = rows.map((row) => sealedRow(seal, table, asTexts(openedRow(seal, row))))
  if (rows.length > 0) await write(sql, of, rows, sealed)
  const last = rows.at(-1)
  await sql.query(
    `INSERT INTO sealing (target, forms, reached, is_done) VALUES ($1, $2, $3, $4)
     ON CONFLICT (target) DO UPDATE SET reached = excluded.reached, is_done = excluded.is_done`,
    [table, forms, last ? names.map((name) => String(last[name])) : reached, isDone],
  )
  return isDone
}

/** JSON that the driver parsed as the text that it was. */
const asTexts = (row: Row): Row =>
  Object.fromEntries(
    Object.entries(row).map(([name, value]) => [
      name,
      typeof value === 'object' && value !== null ? JSON.stringify(value) : value,
    ]),
  )

async function write(sql: Sql, of: SealedTable, rows: readonly Row[], sealed: readonly Row[]): Promise<void> {
  const { table, key, columns } = of
  const all = [...key, ...columns]
  const arrays = all.map(([, type], at) => `$${at + 1}::${type === 'jsonb' ? 'text' : type}[]`)
  const sets = columns.map(([name, type]) => `${name} = s.${name}::${type}`)
  const isSame = key.map(([name]) => `t.${name} = s.${name}`)
  await sql.query(
    `UPDATE ${table} t SET ${sets.join(', ')} FROM unnest(${arrays.join(', ')}) AS s (${all.map(([name]) => name).join(', ')})
     WHERE ${isSame.join(' AND ')}`,
    [
      ...key.map(([name]) => rows.map((row) => row[name])),
      ...columns.map(([name]) => sealed.map((row) => row[name] ?? null)),
    ],
  )
}
