import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { migrate, schemaVersion } from '../../electron/engine/db/migrate'
import { migrations } from '../../electron/engine/db/migrations'
import { bulkChanges } from '../../electron/engine/db/migrations/0110-bulk'
import { openForWriting } from '../../electron/engine/db/open'

const folder = mkdtempSync(join(tmpdir(), 'yuanba-0110-'))
afterAll(() => rmSync(folder, { recursive: true }))

test('0110 begins with no step to take back, and keeps one change a record of each', () => {
  const db = openForWriting(join(folder, 'profile.db'), new Uint8Array(32).fill(3))
  const before = migrations.filter((step) => step.version < bulkChanges.version)
  migrate(db, join(folder, 'backup.db'), before)
  migrate(db, join(folder, 'backup.db'), [...before, bulkChanges])
  expect(schemaVersion(db)).toBe(bulkChanges.version)
  expect(db.prepare('SELECT count(*) AS n FROM bulk_changes').get()).toEqual({ n: 0 })
  const add = db.prepare('INSERT INTO bulk_changes (batch, record, change) VALUES (?, ?, ?)')
  add.run('b', 'r', 'c')
  expect(() => add.run('b', 'r', 'd')).toThrow('UNIQUE')
  db.close()
})
