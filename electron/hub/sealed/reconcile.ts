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
 * Seals what lies in the database of every kind of which other fields are secret than when it was written; of a hub of an earlier version
 * that is everything. Runs whenever a hub is opened with its keys. @returns how many kinds
 */
export async function reconcileSealed(store: Store, seal: Seal): Promise<number> {
  return await store.transaction(async (sql) => {
    await holdUntilEnd(sql, 'schema', 0)
    const rows = await sql.query<{ kind: string; form: string }>('SELECT kind, form FROM sealed_forms')
    const forms = new Map(rows.map(({ kind, form }) => [kind, form]))
    const stale = sealedKinds.filter((kind) => forms.get(kind) !== sealedFormOf(kind))
    if (stale.length === 0) return 0
    const done = sealedKinds.filter((kind) => !stale.includes(kind))
    // Kinds that nobody knows are all that have no name here.
    const others = stale.includes('') ? sealedKinds.filter((kind) => kind !== '') : null
    for (const one of sealedTables)
      await sealTable(sql, seal, one, { stale, others, wasSealed: done.length > 0 || forms.size > 0 })
    for (const kind of stale)
      await sql.query(
        `INSERT INTO sealed_forms (kind, form) VALUES ($1, $2) ON CONFLICT (kind) DO UPDATE SET form = excluded.form`,
        [kind, sealedFormOf(kind)],
      )
    return stale.length
  })
}

interface Stale {
  readonly stale: readonly string[]
  readonly others: readonly string[] | null
  readonly wasSealed: boolean
}

type Row = Readonly<Record<string, unknown>>

async function sealTable(sql: Sql, seal: Seal, of: SealedTable, which: Stale): Promise<void> {
  const { table, key, columns } = of
  const names = key.map(([name]) => name)
  const after = key.map(([, type], at) => `$${at + 3}::${type}`).join(', ')
  const read = (beyond: string): string =>
    `SELECT ${[...names, 'kind', ...columns.map(([name]) => name)].join(', ')} FROM ${table}
     WHERE (kind = ANY ($1) OR NOT kind = ANY ($2))${beyond} ORDER BY ${names.join(', ')} LIMIT ${BATCH}`
  // Without names of others none is one: NOT kind = ANY (NULL) is not true.
  const asked = [which.stale, which.others]
  let rows = await sql.query<Row>(read(''), asked)
  while (rows.length > 0) {
    const texts = rows.map((row) => asTexts(which.wasSealed ? openedRow(seal, row) : row))
    await write(
      sql,
      of,
      rows,
      texts.map((row) => sealedRow(seal, table, row)),
    )
    const last = rows.at(-1) ?? {}
    rows = await sql.query<Row>(read(` AND (${names.join(', ')}) > (${after})`), [
      ...asked,
      ...names.map((name) => last[name]),
    ])
  }
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
