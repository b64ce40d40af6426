import { join } from 'node:path'
import type { Task } from '../task'
import { timed } from '../timing'
import { type PeerProgram, packageOf, peerRows } from './peer'

interface Database {
  bulkDocs(docs: readonly object[]): Promise<unknown>
  info(): Promise<{ readonly doc_count: number }>
  close(): Promise<void>
}
interface PouchDb {
  new (path: string): Database
  plugin(plugin: unknown): PouchDb
  replicate(from: Database, to: Database, options: { readonly batch_size: number }): Promise<unknown>
}

const packages = ['pouchdb-core', 'pouchdb-adapter-leveldb', 'pouchdb-replication'] as const
const BATCH = 1000

function load(task: Task): PouchDb {
  const [core, ...plugins] = packages.map((name) => packageOf<unknown>(task, 'pouchdb', name))
  return plugins.reduce<PouchDb>((PouchDB, plugin) => PouchDB.plugin(plugin), core as PouchDb)
}

/** PouchDB: replication from one LevelDB into another, a document a record, in batches of 1000 (it takes 100 by itself). */
export const pouchdb: PeerProgram = {
  name: 'pouchdb',
  what: 'PouchDB 9（leveldb）复制',
  packages: packages.map((name) => `${name}@9.0.0`),
  limit: 0.2,
  memoryLimit: null,
  async prepare(task) {
    const source = new (load(task))(join(task.folder, 'pouch-source'))
    let docs: object[] = []
    for (const { id, cells } of peerRows(task)) {
      docs.push({ _id: id, ...Object.fromEntries(cells) })
      if (docs.length < BATCH) continue
      await source.bulkDocs(docs)
      docs = []
    }
    if (docs.length > 0) await source.bulkDocs(docs)
    await source.close()
  },
  async merge(task) {
    const PouchDB = load(task)
    const source = new PouchDB(join(task.folder, 'pouch-source'))
    const target = new PouchDB(join(task.folder, 'pouch-target'))
    const ms = await timed(() => PouchDB.replicate(source, target, { batch_size: BATCH }))
    const { doc_count } = await target.info()
    await source.close()
    await target.close()
    if (doc_count !== task.size) throw new RangeError(`pouchdb holds ${doc_count}`)
    return ms
  },
}
