import Database from 'better-sqlite3'
import type { FileToken } from '../../../shared/contract/types'
import type { OpenContext, ReadDb, WriteDb } from '../../engine/context'
import { writeMeta } from '../../engine/db/meta'
import { migrate } from '../../engine/db/migrate'
import { reconcileFacts } from '../../engine/facts/reconcile'
import { FAT32_LARGEST } from '../../engine/files/verified-file'
import { neverCancelled } from '../../engine/tasks'
import type { HubKeys } from '../keys'
import type { HubSurroundings } from '../surroundings'
import type { DeskRow } from './carried-rows'
import { type Mirrored, mirrored } from './tables'

/**
 * A desk: a laptop's database in memory, empty but for what is brought to it out of the hub's. On it the very law works that a
 * laptop works by, and what it changed is carried back. Nothing of it outlives one piece of work.
 */
export interface Desk {
  readonly db: WriteDb
  readonly ctx: OpenContext
  /** Does work of which nothing is noted: what is brought is as it was. */
  quietly(work: () => void): void
  /** The keys of a table's rows that were written, changed or taken away. */
  touched(table: string): readonly DeskRow[]
  isTouched(table: string): boolean
  /** Those of them that are there, as they are now, one after the other: nothing may be written meanwhile. */
  written(table: Mirrored): Iterable<DeskRow>
  /** The keys of those that are there no more. */
  gone(table: Mirrored): readonly DeskRow[]
  close(): void
}

let template: Buffer | undefined

/** The schema, made once. */
function emptyDatabase(): Buffer {
  if (template) return template
  const db = new Database(':memory:') as unknown as WriteDb
  migrate(db, '')
  reconcileFacts(db)
  template = db.serialize()
  db.close()
  return template
}

/** A laptop's database in memory with nothing in it. The caller closes it. */
export function emptyDesk(): WriteDb {
  const db = new Database(emptyDatabase()) as unknown as WriteDb
  // What lies here is a part of the log: not every row that another one names is there.
  db.pragma('foreign_keys = OFF')
  // What lies in memory need not lie there twice.
  db.pragma('cache_size = -2000')
  return db
}

/** @see Desk. @param folder where contents and waiting files lie, beside the hub's database */
export function openDesk(folder: string, keys: HubKeys, around: HubSurroundings): Desk {
  const db = emptyDesk()
  writeMeta(db, 'site', keys.site)
  writeMeta(db, 'formerSites', [...keys.former])
  const ctx: OpenContext = {
    profile: folder,
    appVersion: around.appVersion,
    releaseKey: '',
    clock: around.clock,
    random: around.random,
    log: around.log,
    kdfCost: around.kdfCost,
    largestFile: FAT32_LARGEST,
    largestWholeCopy: 0,
    // Whoever works here names files by their paths.
    pathOf: (token: FileToken) => token,
    emit: () => undefined,
    signal: around.signal ?? neverCancelled,
    exclusively: async (work) => work(),
    isHeld: () => false,
    db,
    drafts: db,
    openReader: () => new Database(db.serialize()) as unknown as ReadDb,
    site: keys.site,
    user: { name: 'hub', role: 'admin' },
    dataKey: Buffer.from(keys.dataKey, 'base64'),
    formerKeys: [],
    // Who did what at the hub stands in its own audit log; a desk has none.
    audit: () => 0,
    note: () => undefined,
  }
  db.exec('CREATE TEMP TABLE bringing (now)')
  for (const one of mirrored) db.exec(watching(one.table, one.key))
  return {
    db,
    ctx,
    quietly: (work) => {
      db.exec('INSERT INTO bringing VALUES (1)')
      work()
      db.exec('DELETE FROM bringing')
    },
    touched: (table) => db.prepare<[], DeskRow>(`SELECT * FROM temp.touched_${table}`).all(),
    isTouched: (table) => db.prepare(`SELECT 1 FROM temp.touched_${table} LIMIT 1`).get() !== undefined,
    written: (of) =>
      db
        .prepare<[], DeskRow>(
          `SELECT ${of.columns.map((column) => `r."${column}"`).join(', ')}
           FROM temp.touched_${of.table} t CROSS JOIN main.${of.table} r ON ${isSame(of)}`,
        )
        .iterate(),
    gone: (of) =>
      db
        .prepare<[], DeskRow>(
          `SELECT * FROM temp.touched_${of.table} t
           WHERE NOT EXISTS (SELECT 1 FROM main.${of.table} r WHERE ${isSame(of)})`,
        )
        .all(),
    close: () => db.close(),
  }
}

const isSame = ({ key }: Mirrored): string =>
  key.map((column) => `r."${column}" = t."${column}"`).join(' AND ')

/** A table of the keys that were touched, and what fills it. */
function watching(table: string, key: readonly string[]): string {
  // `OR IGNORE` would give way to what the statement that set off the trigger says of conflicts. The plus takes the type from a number:
  // compared by its type with a column that has none it would be looked for in every row.
  const note = (row: 'NEW' | 'OLD'): string =>
    `INSERT INTO touched_${table} SELECT ${key.map((column) => `${row}."${column}"`).join(', ')}
     WHERE NOT EXISTS (SELECT 1 FROM touched_${table} WHERE ${key.map((column) => `"${column}" = +${row}."${column}"`).join(' AND ')});`
  const on = (event: string, notes: string): string =>
    `CREATE TEMP TRIGGER ${table}_${event} AFTER ${event} ON main.${table}
     WHEN NOT EXISTS (SELECT 1 FROM bringing) BEGIN ${notes} END;`
  const columns = key.map((column) => `"${column}"`).join(', ')
  return [
    `CREATE TEMP TABLE touched_${table} (${columns}, PRIMARY KEY (${columns})) WITHOUT ROWID;`,
    on('INSERT', note('NEW')),
    on('UPDATE', note('OLD') + note('NEW')),
    on('DELETE', note('OLD')),
  ].join('\n')
}
