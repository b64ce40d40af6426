import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { migrate } from '../../electron/engine/db/migrate'
import { migrations } from '../../electron/engine/db/migrations'
import { namesakes } from '../../electron/engine/db/migrations/0310-namesakes'
import { openForWriting } from '../../electron/engine/db/open'

const folder = mkdtempSync(join(tmpdir(), 'yuanba-0310-'))
afterAll(() => rmSync(folder, { recursive: true }))

test('0310 keeps what was erased, as of the district’s scope, and knows no namesakes yet', () => {
  const db = openForWriting(join(folder, 'profile.db'), new Uint8Array(32).fill(3))
  const before = migrations.filter((step) => step.version < namesakes.version)
  migrate(db, join(folder, 'backup.db'), before)
  db.exec(`INSERT INTO erased (record, redaction, at, site, reason) VALUES ('r', 'c', '', 's', '')`)
  migrate(db, join(folder, 'backup.db'), [...before, namesakes])
  expect(db.prepare('SELECT record, scope FROM erased').all()).toEqual([{ record: 'r', scope: '*' }])
  expect(db.prepare('SELECT count(*) FROM namesakes').pluck().get()).toBe(0)
  db.close()
})
