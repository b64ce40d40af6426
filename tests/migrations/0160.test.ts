import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { migrate, schemaVersion } from '../../electron/engine/db/migrate'
import { migrations } from '../../electron/engine/db/migrations'
import { bulkUndone } from '../../electron/engine/db/migrations/0160-bulk-undone'
import { openForWriting } from '../../electron/engine/db/open'

const folder = mkdtempSync(join(tmpdir(), 'yuanba-0160-'))
afterAll(() => rmSync(folder, { recursive: true }))

test('0160 keeps which step took which back, and finds the step of a change along an index', () => {
  const db = openForWriting(join(folder, 'profile.db'), new Uint8Array(32).fill(3))
  const before = migrations.filter((step) => step.version < bulkUndone.version)
  migrate(db, join(folder, 'backup.db'), before)
  db.prepare('INSERT INTO bulk_changes (batch, record, change) VALUES (?, ?, ?)').run('b', 'r', 'c')
  migrate(db, join(folder, 'backup.db'), [...before, bulkUndone])
  expect(schemaVersion(db)).toBe(bulkUndone.version)
  db.prepare('INSERT INTO bulk_undone (batch, by) VALUES (?, ?)').run('b', 'd')
  expect(() => db.prepare('INSERT INTO bulk_undone (batch, by) VALUES (?, ?)').run('b', 'e')).toThrow()
  const plan = db
    .prepare<[], { detail: string }>("EXPLAIN QUERY PLAN SELECT batch FROM bulk_changes WHERE change = 'c'")
    .all()
  expect(plan.map(({ detail }) => detail)).toEqual([expect.stringContaining('bulk_changes_change')])
  db.close()
})
