import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { migrate } from '../../electron/engine/db/migrate'
import { migrations } from '../../electron/engine/db/migrations'
import { linesOfTables } from '../../electron/engine/db/migrations/0320-table-rows'
import { openForWriting } from '../../electron/engine/db/open'

const folder = mkdtempSync(join(tmpdir(), 'yuanba-0320-'))
afterAll(() => rmSync(folder, { recursive: true }))

test('0320 remembers each line of a table once', () => {
  const db = openForWriting(join(folder, 'profile.db'), new Uint8Array(32).fill(3))
  const before = migrations.filter((step) => step.version < linesOfTables.version)
  migrate(db, join(folder, 'backup.db'), before)
  migrate(db, join(folder, 'backup.db'), [...before, linesOfTables])
  const keep = db.prepare('INSERT OR REPLACE INTO table_rows (fingerprint, record) VALUES (?, ?)')
  keep.run(Buffer.from('a'), 'one')
  keep.run(Buffer.from('a'), 'two')
  expect(db.prepare('SELECT record FROM table_rows').pluck().all()).toEqual(['two'])
  db.close()
})
