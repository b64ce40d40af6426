import { copyFileSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { WriteDb } from '../../../electron/engine/context'
import { openForReading, openForWriting, withBulkWrites } from '../../../electron/engine/db/open'

const key = new Uint8Array(32).fill(5)
let folder: string
let path: string
let db: WriteDb
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'yuanba-bulk-'))
  path = join(folder, 'profile.db')
  db = openForWriting(path, key)
  db.exec(`CREATE TABLE t (n INTEGER PRIMARY KEY, x TEXT); INSERT INTO t VALUES (1, '桃花村')`)
})
afterEach(() => {
  db.close()
  rmSync(folder, { recursive: true })
})

const mode = (): unknown => db.pragma('journal_mode', { simple: true })
const sync = (): unknown => db.pragma('synchronous', { simple: true })
const texts = (of = db): unknown => of.prepare('SELECT x FROM t ORDER BY n').pluck().all()

test('a bulk write alone works beside a rollback journal and goes back to the log', () => {
  const seen = withBulkWrites(db, () => {
    db.prepare(`UPDATE t SET x = '东街'`).run()
    return [mode(), sync()]
  })
  // EXTRA, 3: the journal’s removal is on the disk too before anybody is told that the work is done.
  expect(seen).toEqual(['delete', 3])
  expect([mode(), sync(), texts()]).toEqual(['wal', 2, ['东街']])
  expect(existsSync(`${path}-journal`)).toBe(false)
})

test('while somebody reads, the log stays, and the reader sees what it saw', () => {
  const reader = openForReading(path, key)
  const held = reader.prepare('SELECT x FROM t').pluck().iterate()
  held.next()
  const seen = withBulkWrites(db, () => {
    db.prepare(`INSERT INTO t VALUES (2, '东街')`).run()
    return mode()
  })
  expect([seen, held.next().done, texts()]).toEqual(['wal', true, ['桃花村', '东街']])
  reader.close()
})

test('a bulk write that fails leaves nothing and goes back to the log', () => {
  const failing = db.transaction(() => {
    db.prepare(`UPDATE t SET x = '东街'`).run()
    throw new RangeError('stop')
  })
  expect(() => withBulkWrites(db, () => failing.immediate())).toThrow('stop')
  expect([mode(), texts()]).toEqual(['wal', ['桃花村']])
})

test('what stands on the disk in the middle of a bulk write is encrypted, and opens as it was before', () => {
  const fill = db.prepare('INSERT INTO t (x) VALUES (?)')
  for (let n = 0; n < 500; n += 1) fill.run('桃花村'.repeat(50))
  const crashed = join(folder, 'crashed.db')
  const before = texts()
  let whole = Buffer.alloc(0)
  withBulkWrites(db, () => {
    whole = readFileSync(path)
    db.pragma('cache_size = 10')
    db.transaction(() => {
      db.prepare(`UPDATE t SET x = '东街' || x`).run()
      for (const suffix of ['', '-journal']) copyFileSync(path + suffix, crashed + suffix)
    }).immediate()
  })
  for (const suffix of ['', '-journal']) expect(readFileSync(crashed + suffix).includes('桃花村')).toBe(false)
  expect(readFileSync(crashed).equals(whole)).toBe(false)
  const again = openForWriting(crashed, key)
  expect(texts(again)).toEqual(before)
  expect(again.pragma('journal_mode', { simple: true })).toBe('wal')
  again.close()
})
