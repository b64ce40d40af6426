import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { WriteDb } from '../../electron/engine/context'
import { migrate, schemaVersion } from '../../electron/engine/db/migrate'
import { migrations } from '../../electron/engine/db/migrations'
import { mergedLater } from '../../electron/engine/db/migrations/0420-merged-later'
import { openForWriting } from '../../electron/engine/db/open'

const folder = mkdtempSync(join(tmpdir(), 'yuanba-0420-'))
afterAll(() => rmSync(folder, { recursive: true }))

const parts = (db: WriteDb): unknown =>
  db.prepare('SELECT count(DISTINCT id >> 37) FROM search_data WHERE id > 10').pluck().get()

function saveEach(db: WriteDb, from: number, to: number): void {
  const put = db.prepare(
    `INSERT INTO search (rowid, units, names, texts, whole) VALUES (?, '', '王', '', '')`,
  )
  for (let rid = from; rid < to; rid += 1) put.run(rid)
}

test('0420 leaves the parts of the search index to whoever merges them, and finds what was there', () => {
  const db = openForWriting(join(folder, 'profile.db'), new Uint8Array(32).fill(3))
  const before = migrations.filter((step) => step.version < mergedLater.version)
  migrate(db, join(folder, 'backup.db'), before)
  saveEach(db, 1, 101)
  expect(parts(db)).toBeLessThan(16)
  migrate(db, join(folder, 'backup.db'), [...before, mergedLater])
  expect(schemaVersion(db)).toBe(mergedLater.version)
  saveEach(db, 101, 141)
  expect(parts(db)).toBeGreaterThanOrEqual(40)
  expect(db.prepare(`SELECT count(*) FROM search WHERE search MATCH '王'`).pluck().get()).toBe(140)
  db.close()
})
