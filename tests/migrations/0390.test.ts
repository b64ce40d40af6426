import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { stateOf } from '../../electron/engine/changes/project'
import { migrate, schemaVersion } from '../../electron/engine/db/migrate'
import { migrations } from '../../electron/engine/db/migrations'
import { fullerPages } from '../../electron/engine/db/migrations/0390-fuller-pages'
import { openForWriting } from '../../electron/engine/db/open'

const folder = mkdtempSync(join(tmpdir(), 'yuanba-0390-'))
afterAll(() => rmSync(folder, { recursive: true }))

test('0390 says the base of a record once where it is the last change, and every state stays what it was', () => {
  const db = openForWriting(join(folder, 'profile.db'), new Uint8Array(32).fill(3))
  const before = migrations.filter((step) => step.version < fullerPages.version)
  migrate(db, join(folder, 'backup.db'), before)
  const add = db.prepare(
    `INSERT INTO records (id, kind, scope, body, heads, deleted, conflicts, created_at, created_by, updated_at, last_change)
     VALUES (?, 'activity', 's', '{}', ?, 0, 0, '', '', '', ?)`,
  )
  add.run('a', '{"base":"c1"}', 'c1')
  add.run('b', '{"base":"c1","one":{"agenda":"c2"}}', 'c2')
  migrate(db, join(folder, 'backup.db'), [...before, fullerPages])
  expect(schemaVersion(db)).toBe(fullerPages.version)
  expect(db.prepare('SELECT heads FROM records ORDER BY id').pluck().all()).toEqual([
    '{}',
    '{"base":"c1","one":{"agenda":"c2"}}',
  ])
  expect(stateOf(db, 'a')?.heads).toEqual({ base: 'c1' })
  expect(stateOf(db, 'b')?.heads).toEqual({ base: 'c1', one: { agenda: 'c2' } })
  db.close()
})
