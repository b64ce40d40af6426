import Database from 'better-sqlite3'
import type { WriteDb } from '../../../electron/engine/context'
import { migrations } from '../../../electron/engine/db/migrations'
import { reconcileFacts } from '../../../electron/engine/facts/reconcile'

/** A database in memory with the tables of every kind's facts, for the tests around the call; closed behind them. */
export function factsInMemory(): WriteDb {
  const db = new Database(':memory:') as Database.Database as WriteDb
  for (const { sql } of migrations) db.exec(sql)
  reconcileFacts(db)
  afterAll(() => db.close())
  return db
}
