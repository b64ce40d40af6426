import { AppError } from '../../../shared/errors'
import type { Random } from '../../engine/context'
import { unsealing } from '../sealed/rows'
import type { Seal } from '../sealed/seal'
import { lookOnce } from '../store/one-moment'
import { openStore } from '../store/open-store'
import type { Sql, Store } from '../store/store'
import { prepareServing } from './roles'

/** A hub's database as a serving process has it: two doors, neither of which opens the other. */
export interface Serving {
  /** Sessions, tries and the audit. Never inside of `reading`: PGlite has one connection. */
  readonly door: Store
  /** Of the hub's keys what opens what masks hide, and nothing else. */
  readonly seal: Seal
  /**
   * Reads as whoever holds a token, in one transaction that can write nothing. Every question in it, whatever it asks,
   * is answered as of one moment, from the districts that the token reaches. What is sealed comes opened.
   */
  reading<T>(token: string, work: (sql: Sql) => Promise<T>): Promise<T>
  close(): Promise<void>
}

/** Holds for this transaction alone; an invented token reaches nothing. */
const hold = `SELECT set_config('yuanba.session', $1, true)`

/**
 * Nobody reads for others whom row-level security does not hold: an owner, an administrator, or a database that was not prepared.
 * @throws AppError `hub.unguarded`
 */
async function requireGuarded(sql: Sql): Promise<void> {
  const [row] = await sql.query<{ held: boolean }>(
    `SELECT row_security_active('public.records') AND row_security_active('public.districts') AS held`,
  )
  if (row?.held !== true) throw new AppError('hub.unguarded')
}

/** Where the two roles connect. */
export interface ServingAddresses {
  readonly door: string
  readonly reader: string
}

/** Connects to PostgreSQL as the two roles. @throws AppError `hub.no-database`, `hub.unguarded` */
export async function openServing(addresses: ServingAddresses, seal: Seal): Promise<Serving> {
  const door = await openStore({ database: addresses.door })
  const reader = await openReader(addresses.reader).catch(async (error: unknown) => {
    await door.close()
    throw error
  })
  return {
    door,
    seal,
    reading: (token, work) =>
      reader.transaction(async (sql) => {
        await lookOnce(sql)
        await sql.query(hold, [token])
        return await work(unsealing(sql, seal))
      }),
    async close() {
      await reader.close()
      await door.close()
    },
  }
}

async function openReader(database: string): Promise<Store> {
  const reader = await openStore({ database })
  await requireGuarded(reader).catch(async (error: unknown) => {
    await reader.close()
    throw error
  })
  return reader
}

/**
 * Serves PGlite, which has one connection and no roles that log in. Each reading takes the reader's role for its transaction, so
 * that the policies hold; a statement of somebody else's in it could lay the role down again. For trying, as PGlite itself.
 */
export async function openEmbeddedServing(store: Store, random: Random, seal: Seal): Promise<Serving> {
  const { reader } = await prepareServing(store, null, random)
  return {
    door: store,
    seal,
    reading: (token, work) =>
      store.transaction(async (sql) => {
        await lookOnce(sql)
        await sql.query(hold, [token])
        await sql.query(`SET LOCAL ROLE "${reader.replaceAll('"', '""')}"`)
        return await work(unsealing(sql, seal))
      }),
    close: () => store.close(),
  }
}
