import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { DatabaseSync } from 'node:sqlite'
import type { Task } from '../task'
import { timed } from '../timing'
import { marks, type PeerProgram, peerRows, rowColumnsOf } from './peer'

const changeset = ({ folder }: Task): string => join(folder, 'session-changeset')

async function open(task: Task, path: string): Promise<DatabaseSync> {
  const sqlite = await import('node:sqlite')
  const db = new sqlite.DatabaseSync(path)
  db.exec(
    `PRAGMA journal_mode = WAL; CREATE TABLE rows (id TEXT PRIMARY KEY, ${rowColumnsOf(task).join(', ')})`,
  )
  return db
}

/** SQLite's own changeset: no index, no search, no encryption, and no merge law. What moving the rows costs at least. */
export const session: PeerProgram = {
  name: 'session',
  what: 'node:sqlite 的 session 变更集（下限：不加密、无索引、无检索、无合并规则）',
  packages: [],
  limit: 5,
  memoryLimit: null,
  async prepare(task) {
    const db = await open(task, ':memory:')
    const watched = db.createSession()
    const columns = ['id', ...rowColumnsOf(task)]
    const insert = db.prepare(`INSERT INTO rows (${columns.join(', ')}) VALUES (${marks(columns.length)})`)
    db.exec('BEGIN')
    for (const { id, cells } of peerRows(task)) insert.run(id, ...cells.map(([, value]) => value))
    db.exec('COMMIT')
    writeFileSync(changeset(task), watched.changeset())
    db.close()
  },
  async merge(task) {
    const sent = readFileSync(changeset(task))
    const db = await open(task, join(task.folder, 'session.db'))
    try {
      const ms = await timed(() => db.applyChangeset(sent))
      const held = db.prepare('SELECT count(*) AS n FROM rows').get()?.n
      if (held !== task.size) throw new RangeError(`the session's target holds ${held}`)
      return ms
    } finally {
      db.close()
    }
  },
}
