import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { migrate, schemaVersion } from '../../electron/engine/db/migrate'
import { migrations } from '../../electron/engine/db/migrations'
import { comparedWhole } from '../../electron/engine/db/migrations/0350-compared'
import { openForWriting } from '../../electron/engine/db/open'

const folder = mkdtempSync(join(tmpdir(), 'yuanba-0350-'))
afterAll(() => rmSync(folder, { recursive: true }))

test('0350 lets what somebody compared within an hour be counted out of the audit log by an index', () => {
  const db = openForWriting(join(folder, 'profile.db'), new Uint8Array(32).fill(3))
  const before = migrations.filter((step) => step.version < comparedWhole.version)
  migrate(db, join(folder, 'backup.db'), before)
  migrate(db, join(folder, 'backup.db'), [...before, comparedWhole])
  expect(schemaVersion(db)).toBe(comparedWhole.version)
  const asked = `EXPLAIN QUERY PLAN SELECT 1 FROM audit WHERE user = 'x' AND at > 'x' AND action = 'records.similar'`
  expect(JSON.stringify(db.prepare(asked).all())).toContain('audit_similar')
  db.close()
})
