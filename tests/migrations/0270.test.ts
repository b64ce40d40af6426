import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { readMeta } from '../../electron/engine/db/meta'
import { migrate } from '../../electron/engine/db/migrate'
import { migrations } from '../../electron/engine/db/migrations'
import { awaited } from '../../electron/engine/db/migrations/0270-awaited'
import { openForWriting } from '../../electron/engine/db/open'

const folder = mkdtempSync(join(tmpdir(), 'yuanba-0270-'))
afterAll(() => rmSync(folder, { recursive: true }))

test('0270 finds a change that a record waits for by its name, and has the projection made anew', () => {
  const db = openForWriting(join(folder, 'profile.db'), new Uint8Array(32).fill(3))
  const before = migrations.filter((step) => step.version < awaited.version)
  migrate(db, join(folder, 'backup.db'), before)
  expect(readMeta(db, 'projectionBehind')).toBeNull()
  db.exec(
    `INSERT INTO records (id, kind, scope, body, heads, deleted, conflicts, created_at, created_by, updated_at, last_change)
     VALUES ('a', 'activity', 's', '{}', '{}', 0, 0, '', '', '', '')`,
  )
  migrate(db, join(folder, 'backup.db'), [...before, awaited])
  expect(readMeta(db, 'projectionBehind')).toBe(true)
  const plan = db
    .prepare('EXPLAIN QUERY PLAN DELETE FROM awaited WHERE record = ? AND id = ? RETURNING key')
    .all('r', 'c')
  expect(JSON.stringify(plan)).toContain('SEARCH awaited USING PRIMARY KEY (record=? AND id=?)')
  db.close()
})
