import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { migrate, schemaVersion } from '../../electron/engine/db/migrate'
import { migrations } from '../../electron/engine/db/migrations'
import { openForWriting } from '../../electron/engine/db/open'

const folder = mkdtempSync(join(tmpdir(), 'yuanba-0050-'))
afterAll(() => rmSync(folder, { recursive: true }))

test('0050 adds what people choose and want to find again', () => {
  const db = openForWriting(join(folder, 'profile.db'), new Uint8Array(32).fill(3))
  migrate(db, join(folder, 'backup.db'), migrations.slice(0, 4))
  migrate(db, join(folder, 'backup.db'), migrations.slice(0, 5))
  expect(schemaVersion(db)).toBe(50)
  const keep = db.prepare('INSERT INTO choices (user, what, value) VALUES (?, ?, ?)')
  keep.run('李管理', 'columns/activity', '["date"]')
  expect(() => keep.run('李管理', 'columns/activity', '[]')).toThrow('UNIQUE')
  expect(db.pragma('quick_check', { simple: true })).toBe('ok')
  db.close()
})
