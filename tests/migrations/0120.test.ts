import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { migrate, schemaVersion } from '../../electron/engine/db/migrate'
import { migrations } from '../../electron/engine/db/migrations'
import { recycleBinIndex } from '../../electron/engine/db/migrations/0120-recycle-bin'
import { openForWriting } from '../../electron/engine/db/open'

const folder = mkdtempSync(join(tmpdir(), 'yuanba-0120-'))
afterAll(() => rmSync(folder, { recursive: true }))

test('0120 reads the recycle bin along an index of its own, the newest first', () => {
  const db = openForWriting(join(folder, 'profile.db'), new Uint8Array(32).fill(3))
  const before = migrations.filter((step) => step.version < recycleBinIndex.version)
  migrate(db, join(folder, 'backup.db'), before)
  migrate(db, join(folder, 'backup.db'), [...before, recycleBinIndex])
  expect(schemaVersion(db)).toBe(recycleBinIndex.version)
  const plan = db
    .prepare<[], { detail: string }>(
      'EXPLAIN QUERY PLAN SELECT id FROM records WHERE deleted = 1 ORDER BY last_change DESC LIMIT 5',
    )
    .all()
  expect(plan.map(({ detail }) => detail)).toEqual([expect.stringContaining('records_binned')])
  db.close()
})
