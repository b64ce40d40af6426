import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { migrate } from '../../../electron/engine/db/migrate'
import { openForWriting } from '../../../electron/engine/db/open'
import { reconcileSearch } from '../../../electron/engine/search/index-records'

const folder = mkdtempSync(join(tmpdir(), 'yuanba-anew-'))
afterAll(() => rmSync(folder, { recursive: true }))

const SIZE = 1200

test('the terms of many records that are made anew are gathered, and each save afterwards gathers little', () => {
  const db = openForWriting(join(folder, 'profile.db'), new Uint8Array(32).fill(4))
  migrate(db, join(folder, 'backup.db'))
  const insert = db.prepare(
    `INSERT INTO records (id, kind, scope, body, heads, deleted, conflicts, created_at, created_by, updated_at, last_change)
     VALUES (?, 'activity', 's', ?, '{}', 0, 0, '', '', '', '')`,
  )
  db.transaction(() => {
    for (let n = 1; n <= SIZE; n += 1)
      insert.run(
        `01900000-0000-7000-8000-${String(n).padStart(12, '0')}`,
        JSON.stringify({ theme: `第${n}场`, place: `院坝${n}` }),
      )
  })()
  const told: number[] = []
  reconcileSearch(db, (done, total) => told.push(done / total))
  expect(told).toEqual(told.toSorted((one, other) => one - other))
  expect(told.length).toBeGreaterThan(2)
  const found = db.prepare(`SELECT count(*) FROM search WHERE search MATCH '院坝'`).pluck().get()
  expect(found).toBe(SIZE)
  const gathers = db.prepare('SELECT v FROM search_config WHERE k = ?').pluck()
  expect(['hashsize', 'automerge', 'crisismerge'].map((k) => gathers.get(k))).toEqual([1 << 20, 0, 500])
  expect(db.pragma('journal_mode', { simple: true })).toBe('wal')
  db.close()
})
