import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { PoolClient } from 'pg'
import { AppError } from '../../../shared/errors'
import { copyStatement, copyText } from './copy-text'
import { parsers } from './parsers'
import type { Sql, Store } from './store'

/** One connection a worker, and some for readers. */
const CONNECTIONS = 20

/** Opens a PostgreSQL server's database. @param database `postgres://…`. @throws AppError `hub.no-database` */
export async function openPostgres(database: string): Promise<Store> {
  const [{ default: pg }, { from: copyFrom }] = await Promise.all([import('pg'), import('pg-copy-streams')])
  const types = {
    getTypeParser: (id: number, format?: 'text' | 'binary') =>
      (format !== 'binary' && parsers[id]) || pg.types.getTypeParser(id, format),
  }
  const pool = new pg.Pool({ connectionString: database, max: CONNECTIONS, types })
  // A connection that breaks while nobody uses it is replaced by the next question, which tells what is wrong.
  pool.on('error', () => undefined)
  await pool.query('SELECT 1').catch(async (cause: unknown) => {
    await pool.end()
    throw new AppError('hub.no-database', {}, { cause })
  })
  const clients = new WeakMap<Sql, PoolClient>()

  async function transaction<T>(work: (sql: Sql) => Promise<T>): Promise<T> {
    const client = await pool.connect()
    const sql: Sql = {
      query: async (text, values = []) => (await client.query({ text, values: [...values] })).rows,
    }
    clients.set(sql, client)
    let broken: Error | undefined
    // A server that goes away says so to the connection as well; the question that waits for it fails with the same.
    const lost = (error: Error): void => {
      broken = error
    }
    client.on('error', lost)
    try {
      await client.query('BEGIN')
      const result = await work(sql)
      await client.query('COMMIT')
      return result
    } catch (error) {
      await client.query('ROLLBACK').catch((failed: Error) => {
        broken ??= failed
      })
      throw error
    } finally {
      clients.delete(sql)
      client.off('error', lost)
      client.release(broken)
    }
  }

  const store: Store = {
    engine: 'postgres',
    query: async (text, values = []) => (await pool.query({ text, values: [...values] })).rows,
    transaction,
    async copyInto(sql, table, columns, rows) {
      if (sql === store)
        return await store.transaction((inside) => store.copyInto(inside, table, columns, rows))
      const client = clients.get(sql)
      if (!client) throw new Error('COPY is asked for outside of its transaction')
      let count = 0
      const text = copyText(rows, () => {
        count += 1
      })
      await pipeline(Readable.from(text), client.query(copyFrom(copyStatement(table, columns, 'STDIN'))))
      return count
    },
    close: () => pool.end(),
  }
  return store
}
