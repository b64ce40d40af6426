import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { readMeta } from '../../electron/engine/db/meta'
import { migrate } from '../../electron/engine/db/migrate'
import { migrations } from '../../electron/engine/db/migrations'
import { unknownKindsApart } from '../../electron/engine/db/migrations/0300-waiting-records'
import { openForWriting } from '../../electron/engine/db/open'

const folder = mkdtempSync(join(tmpdir(), 'yuanba-0300-'))
afterAll(() => rmSync(folder, { recursive: true }))

test('0300 has the projection made anew, so that records of unknown kinds wait apart', () => {
  const db = openForWriting(join(folder, 'profile.db'), new Uint8Array(32).fill(3))
  const before = migrations.filter((step) => step.version < unknownKindsApart.version)
  migrate(db, join(folder, 'backup.db'), before)
  db.exec(
    `INSERT INTO records (id, kind, scope, body, heads, deleted, conflicts, created_at, created_by, updated_at, last_change)
     VALUES ('a', 'drone-flight', 's', '{}', '{}', 0, 0, '', '', '', '')`,
  )
  migrate(db, join(folder, 'backup.db'), [...before, unknownKindsApart])
  expect(readMeta(db, 'projectionBehind')).toBe(true)
  expect(db.prepare('SELECT count(*) FROM waiting_records').pluck().get()).toBe(0)
  db.close()
})
