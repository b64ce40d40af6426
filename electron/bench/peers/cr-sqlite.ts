import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { deserialize, serialize } from 'node:v8'
import type { Task } from '../task'
import { timed } from '../timing'
import { marks, type PeerProgram, packageOf, peerRows, rowColumnsOf } from './peer'

type Value = string | number | null | Uint8Array
type Database = number & { readonly database: never }
type Statement = number & { readonly statement: never }

/** What is used of wa-sqlite. */
interface Api {
  open_v2(name: string): Promise<Database>
  exec(db: Database, query: string, each?: (row: Value[]) => void): Promise<number>
  str_new(db: Database, text: string): number
  str_value(text: number): number
  prepare_v2(db: Database, text: number): Promise<{ readonly stmt: Statement } | null>
  bind_collection(statement: Statement, values: readonly Value[]): number
  step(statement: Statement): Promise<number>
  reset(statement: Statement): Promise<number>
  finalize(statement: Statement): Promise<number>
}

const changes = ({ folder }: Task): string => join(folder, 'cr-sqlite-changes')

async function open(task: Task): Promise<{ readonly api: Api; readonly db: Database }> {
  const { Factory } = packageOf<{ Factory(module: unknown): Api }>(task, 'cr-sqlite', '@vlcn.io/wa-sqlite')
  const built = '@vlcn.io/wa-sqlite/dist/crsqlite-sync'
  const { default: start } = packageOf<{ default(options: { wasmBinary: Uint8Array }): Promise<unknown> }>(
    task,
    'cr-sqlite',
    `${built}.mjs`,
  )
  const wasmBinary = readFileSync(join(task.cache, 'cr-sqlite', 'node_modules', `${built}.wasm`))
  const api = Factory(await start({ wasmBinary }))
  const db = await api.open_v2(':memory:')
  const columns = rowColumnsOf(task).join(', ')
  await api.exec(db, `CREATE TABLE rows (id PRIMARY KEY NOT NULL, ${columns}); SELECT crsql_as_crr('rows')`)
  return { api, db }
}

/** Runs a statement once a row, in one transaction. */
async function insertAll(
  api: Api,
  db: Database,
  query: string,
  rows: Iterable<readonly Value[]>,
): Promise<void> {
  await api.exec(db, 'BEGIN')
  const prepared = await api.prepare_v2(db, api.str_value(api.str_new(db, query)))
  if (!prepared) throw new RangeError(`no statement: ${query}`)
  for (const row of rows) {
    api.bind_collection(prepared.stmt, row)
    await api.step(prepared.stmt)
    await api.reset(prepared.stmt)
  }
  await api.finalize(prepared.stmt)
  await api.exec(db, 'COMMIT')
}

/**
 * cr-sqlite: one database's `crsql_changes` into another's. As WebAssembly and in memory: the install script of its native
 * extension stops on this Node, and downloads its binary from elsewhere than npm.
 */
export const crSqlite: PeerProgram = {
  name: 'cr-sqlite',
  what: 'cr-sqlite 0.16 的 crsql_changes（其 WebAssembly 版，只在内存里；原生扩展在本 Node 上装不上）',
  packages: ['@vlcn.io/wa-sqlite@0.22.0'],
  limit: 0.12,
  memoryLimit: null,
  async prepare(task) {
    const { api, db } = await open(task)
    const columns = ['id', ...rowColumnsOf(task)]
    const query = `INSERT INTO rows (${columns.join(', ')}) VALUES (${marks(columns.length)})`
    await insertAll(api, db, query, cellsOf(task))
    const sent: Value[][] = []
    // A blob is a view of the database's own memory, which goes on changing.
    await api.exec(db, 'SELECT * FROM crsql_changes', (row) => {
      sent.push(row.map((value) => (value instanceof Uint8Array ? value.slice() : value)))
    })
    writeFileSync(changes(task), serialize(sent))
  },
  async merge(task) {
    const { api, db } = await open(task)
    const sent = deserialize(readFileSync(changes(task))) as readonly (readonly Value[])[]
    const query = `INSERT INTO crsql_changes VALUES (${marks(sent[0]?.length ?? 0)})`
    const ms = await timed(() => insertAll(api, db, query, sent))
    let held: Value = 0
    await api.exec(db, 'SELECT count(*) FROM rows', ([count = 0]) => {
      held = count
    })
    if (held !== task.size) throw new RangeError(`cr-sqlite holds ${held}`)
    return ms
  },
}

function* cellsOf(task: Task): Generator<readonly Value[]> {
  for (const { id, cells } of peerRows(task)) yield [id, ...cells.map(([, value]) => value)]
}
