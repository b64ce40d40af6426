import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { deserialize, serialize } from 'node:v8'
import type { Task } from '../task'
import { timed } from '../timing'
import { type PeerCell, type PeerProgram, packageOf, peerRows, rowColumnsOf } from './peer'

interface Timestamp {
  toString(): string
}
interface Clock {
  merkle: object
}
interface Crdt {
  readonly Timestamp: {
    new (millis: number, counter: number, node: string): Timestamp
    parse(text: string): Timestamp | null
    recv(sent: Timestamp): Timestamp | null
  }
  readonly merkle: { insert(trie: object, at: Timestamp): object; prune(trie: object): object }
  makeClock(at: Timestamp): Clock
  setClock(clock: Clock): void
  getClock(): Clock
  makeClientId(): string
  serializeClock(clock: Clock): string
}

/** One field of one record. */
type Message = readonly [timestamp: string, row: string, column: string, value: string]

const FIRST = Date.UTC(2024, 0, 1)
const A_MILLISECOND = 1000
const load = (task: Task): Crdt => packageOf<Crdt>(task, 'message-log', '@actual-app/crdt')
const messages = ({ folder }: Task): string => join(folder, 'messages')

/** A value as Actual writes it into a message. */
function encoded(value: PeerCell): string {
  if (value === null) return '0:'
  return typeof value === 'number' ? `N:${value}` : `S:${value}`
}

function decoded(value: string): PeerCell {
  if (value.startsWith('0')) return null
  return value.startsWith('N') ? Number(value.slice(2)) : value.slice(2)
}

const logSchema = `
CREATE TABLE messages_crdt (id INTEGER PRIMARY KEY, timestamp TEXT NOT NULL UNIQUE, dataset TEXT NOT NULL, row TEXT NOT NULL,
  column TEXT NOT NULL, value BLOB NOT NULL);
CREATE INDEX messages_crdt_search ON messages_crdt (dataset, row, column, timestamp);
CREATE TABLE messages_clock (id INTEGER PRIMARY KEY, clock TEXT);
`

/**
 * Actual's message log: its clock, timestamps and Merkle trie as published.
 * Its tables, and what its `applyMessages` does with each message, are written here: the program itself takes only its
 * own budget's tables.
 */
export const messageLog: PeerProgram = {
  name: 'message-log',
  what: 'Actual 的消息日志（@actual-app/crdt 原件，数据表按其源码重写，不加密）',
  packages: ['@actual-app/crdt@3.1.1'],
  limit: 0.07,
  memoryLimit: null,
  async prepare(task) {
    const { Timestamp, makeClientId } = load(task)
    const node = makeClientId()
    const sent: Message[] = []
    for (const { id, cells } of peerRows(task))
      for (const [column, value] of cells) {
        const millis = FIRST + Math.floor(sent.length / A_MILLISECOND)
        const at = new Timestamp(millis, sent.length % A_MILLISECOND, node).toString()
        sent.push([at, id, column, encoded(value)])
      }
    writeFileSync(messages(task), serialize(sent))
  },
  async merge(task) {
    const crdt = load(task)
    const sent = deserialize(readFileSync(messages(task))) as readonly Message[]
    crdt.setClock(crdt.makeClock(new crdt.Timestamp(0, 0, crdt.makeClientId())))
    const { DatabaseSync } = await import('node:sqlite')
    const db = new DatabaseSync(join(task.folder, 'messages.db'))
    try {
      db.exec(
        `PRAGMA journal_mode = WAL; CREATE TABLE rows (id TEXT PRIMARY KEY, ${rowColumnsOf(task).join(', ')}); ${logSchema}`,
      )
      const ms = await timed(() => {
        const seen = db.prepare(
          `SELECT timestamp FROM messages_crdt WHERE dataset = 'rows' AND row = ? AND column = ? AND timestamp >= ?`,
        )
        const known = db.prepare('SELECT 1 FROM rows WHERE id = ?')
        const log = db.prepare(
          `INSERT INTO messages_crdt (timestamp, dataset, row, column, value) VALUES (?, 'rows', ?, ?, ?)`,
        )
        const inserts = new Map(
          rowColumnsOf(task).map((column) => [
            column,
            db.prepare(`INSERT INTO rows (id, ${column}) VALUES (?, ?)`),
          ]),
        )
        const updates = new Map(
          rowColumnsOf(task).map((column) => [
            column,
            db.prepare(`UPDATE rows SET ${column} = ? WHERE id = ?`),
          ]),
        )
        const clock = crdt.getClock()
        db.exec('BEGIN IMMEDIATE')
        for (const [at, row, column, value] of sent) {
          const stamp = crdt.Timestamp.parse(at)
          if (!stamp) throw new RangeError(`no timestamp: ${at}`)
          crdt.Timestamp.recv(stamp)
          if (seen.get(row, column, at)) continue
          if (known.get(row)) updates.get(`"${column}"`)?.run(decoded(value), row)
          else inserts.get(`"${column}"`)?.run(row, decoded(value))
          log.run(at, row, column, value)
          clock.merkle = crdt.merkle.insert(clock.merkle, stamp)
        }
        clock.merkle = crdt.merkle.prune(clock.merkle)
        db.prepare('INSERT OR REPLACE INTO messages_clock VALUES (1, ?)').run(crdt.serializeClock(clock))
        db.exec('COMMIT')
      })
      const held = db.prepare('SELECT count(*) AS n FROM rows').get()?.n
      if (held !== task.size) throw new RangeError(`the message log holds ${held}`)
      return ms
    } finally {
      db.close()
    }
  },
}
