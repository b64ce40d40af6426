import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { PoolClient } from 'pg'
import { AppError } from '../../../shared/errors'
import { copyStatement, copyText } from './copy-text'
import { parsers } from './parsers'
import type { CopiedRows, Sql, Store } from './store'

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
  async function transaction<T>(work: (sql: Sql) => Promise<T>): Promise<T> {
    const client = await pool.connect()
    const sql: Sql = {
      query: async (text, values = []) => (await client.query({ text, values: [...values] })).rows,
      copyInto: (table, columns, rows) => copied(client, copyStatement(table, columns, 'STDIN'), rows),
    }
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
      client.off('error', lost)
      client.release(broken)
    }
  }

  async function copied(client: PoolClient, statement: string, rows: CopiedRows): Promise<number> {
    let count = 0
    const text = copyText(rows, () => {
      count += 1
    })
    await pipeline(Readable.from(text), client.query(copyFrom(statement)))
    return count
  }

  return {
    engine: 'postgres',
    query: async (text, values = []) => (await pool.query({ text, values: [...values] })).rows,
    transaction,
    copyInto: (table, columns, rows) => transaction((sql) => sql.copyInto(table, columns, rows)),
    close: () => pool.end(),
  }
}
