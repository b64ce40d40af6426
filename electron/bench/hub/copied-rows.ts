import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { Sql } from '../../hub/store/store'

/** The rows of a table as COPY writes them. */
interface TableRows {
  readonly table: string
  readonly pieces: readonly Buffer[]
}

/** What a file leaves rows in; districts first, because others name them. What a new database has by itself is left out. */
const tables = `SELECT c.relname::text AS name FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
  WHERE n.nspname = 'public' AND c.relkind IN ('r', 'p') AND NOT c.relispartition
    AND c.relname NOT IN ('migrations', 'fact_forms', 'search_forms', 'words')
  ORDER BY c.relname <> 'districts', c.relname`

/** All rows of a hub's database, table by table. */
export async function copiedOut(sql: Sql, database: string): Promise<readonly TableRows[]> {
  const names = await sql.query<{ name: string }>(tables)
  const { to } = await import('pg-copy-streams')
  return await connected(database, async (client) => {
    const found: TableRows[] = []
    for (const { name } of names) {
      const pieces: Buffer[] = []
      const rows = client.query(to(`COPY (SELECT * FROM "${name}") TO STDOUT`))
      for await (const piece of rows) pieces.push(piece as Buffer)
      if (pieces.length > 0) found.push({ table: name, pieces })
    }
    return found
  })
}

/**
 * Copies them into a database that has the same tables and indexes and no rows, in one transaction.
 * @returns how long it took, in milliseconds; the way to the server is not counted
 */
export async function copiedInto(database: string, all: readonly TableRows[]): Promise<number> {
  const { from } = await import('pg-copy-streams')
  return await connected(database, async (client) => {
    const start = performance.now()
    await client.query('BEGIN')
    for (const { table, pieces } of all) {
      const overriding = await client.query(
        `SELECT string_agg(quote_ident(column_name), ', ' ORDER BY ordinal_position) AS columns
         FROM information_schema.columns WHERE table_schema = 'public' AND table_name = $1`,
        [table],
      )
      const columns = String(overriding.rows[0]?.columns)
      await pipeline(Readable.from(pieces), client.query(from(`COPY "${table}" (${columns}) FROM STDIN`)))
    }
    await client.query('COMMIT')
    return performance.now() - start
  })
}

/** A copy of a database that nobody is connected to, on the same server. @returns its address */
export async function cloned(database: string, name: string): Promise<string> {
  const [of, server, own] = [new URL(database), new URL(database), new URL(database)]
  server.pathname = '/postgres'
  own.pathname = `/${name}`
  await connected(server.href, (client) =>
    client.query(`CREATE DATABASE ${name} TEMPLATE ${of.pathname.slice(1)}`),
  )
  return own.href
}

async function connected<T>(database: string, work: (client: import('pg').Client) => Promise<T>): Promise<T> {
  const { default: pg } = await import('pg')
  const client = new pg.Client({ connectionString: database })
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}
