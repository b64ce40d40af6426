import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { WriteDb } from '../../../electron/engine/context'
import {
  emptyLongLog,
  isLongLog,
  leaveLogAlone,
  mindLog,
  openForWriting,
  shortenLog,
  withLongLog,
} from '../../../electron/engine/db/open'

const folder = mkdtempSync(join(tmpdir(), 'yuanba-long-log-'))
afterAll(() => rmSync(folder, { recursive: true }))

const key = new Uint8Array(32).fill(3)
let path: string
let db: WriteDb
beforeEach(() => {
  path = join(folder, `${expect.getState().currentTestName?.length}.db`)
  db = openForWriting(path, key)
  db.exec('CREATE TABLE t (id INTEGER PRIMARY KEY, body BLOB)')
  emptyLongLog(db)
})
afterEach(() => db.close())

const write = (to: WriteDb, kib: number) =>
  to.transaction(() => to.prepare('INSERT INTO t (body) VALUES (randomblob(?))').run(kib * 1024)).immediate()
/** Of the database alone. */
const size = () => statSync(path).size
const MUCH = 24 * 1024

test('what is written with a long log stays in it until somebody moves it, then the log is empty', () => {
  const before = size()
  withLongLog(db, () => write(db, MUCH))
  expect([size(), isLongLog(path)]).toEqual([before, true])
  shortenLog(db)
  expect(size()).toBeGreaterThan(MUCH * 1024)
  emptyLongLog(db)
  expect(isLongLog(path)).toBe(false)
})

test('a connection that leaves the log alone writes into it and moves nothing, until it minds the log again', () => {
  const before = size()
  const other = openForWriting(path, key)
  leaveLogAlone(other)
  withLongLog(db, () => write(db, MUCH))
  write(other, 1)
  expect(size()).toBe(before)
  mindLog(other)
  write(other, 1)
  expect(size()).toBeGreaterThan(MUCH * 1024)
  other.close()
})

test('work that fails leaves the connection as it was', () => {
  const failing = () =>
    withLongLog(db, () => {
      throw new RangeError('no')
    })
  expect(failing).toThrow(RangeError)
  write(db, MUCH)
  expect(size()).toBeGreaterThan(MUCH * 1024)
})

test('whoever reads an older state keeps the log, and nobody fails for it', () => {
  const reader = openForWriting(path, key)
  reader.exec('BEGIN; SELECT count(*) FROM t')
  withLongLog(db, () => write(db, MUCH))
  shortenLog(db)
  emptyLongLog(db)
  expect(isLongLog(path)).toBe(true)
  expect(reader.prepare('SELECT count(*) FROM t').pluck().get()).toBe(0)
  reader.exec('COMMIT')
  reader.close()
  emptyLongLog(db)
  expect(isLongLog(path)).toBe(false)
})
