import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Task } from '../task'
import { timed } from '../timing'
import { type PeerCell, type PeerProgram, packageOf, peerRows } from './peer'

interface YMap {
  set(key: string, value: PeerCell | YMap): void
  readonly size: number
}
interface Doc {
  getMap(name: string): YMap
  transact(work: () => void): void
}
interface Yjs {
  readonly Doc: new () => Doc
  readonly Map: new (entries: Iterable<readonly [string, PeerCell]>) => YMap
  encodeStateAsUpdate(doc: Doc): Uint8Array
  applyUpdate(doc: Doc, update: Uint8Array): void
}

const load = (task: Task): Yjs => packageOf<Yjs>(task, 'yjs', 'yjs')
const update = ({ folder }: Task): string => join(folder, 'yjs-update')

/** Yjs: one update into an empty document, a map of fields a record. Nothing is written to disk. */
export const yjs: PeerProgram = {
  name: 'yjs',
  what: 'Yjs 13 applyUpdate（只在内存里，不落盘）',
  packages: ['yjs@13.6.33'],
  limit: 0.7,
  memoryLimit: 1 / 5,
  async prepare(task) {
    const Y = load(task)
    const doc = new Y.Doc()
    const rows = doc.getMap('rows')
    doc.transact(() => {
      for (const { id, cells } of peerRows(task)) rows.set(id, new Y.Map(cells))
    })
    writeFileSync(update(task), Y.encodeStateAsUpdate(doc))
  },
  async merge(task) {
    const Y = load(task)
    const sent = readFileSync(update(task))
    const doc = new Y.Doc()
    const ms = await timed(() => Y.applyUpdate(doc, sent))
    const { size } = doc.getMap('rows')
    if (size !== task.size) throw new RangeError(`yjs holds ${size}`)
    return ms
  },
}
