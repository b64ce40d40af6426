import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { migrate, schemaVersion } from '../../electron/engine/db/migrate'
import { migrations } from '../../electron/engine/db/migrations'
import { ownLogSeen } from '../../electron/engine/db/migrations/0370-own-log-seen'
import { openForWriting } from '../../electron/engine/db/open'

const folder = mkdtempSync(join(tmpdir(), 'yuanba-0370-'))
afterAll(() => rmSync(folder, { recursive: true }))

test('0370 begins with peers that have seen nothing of the own log', () => {
  const db = openForWriting(join(folder, 'profile.db'), new Uint8Array(32).fill(3))
  const before = migrations.filter((step) => step.version < ownLogSeen.version)
  migrate(db, join(folder, 'backup.db'), before)
  const keep = `INSERT INTO peer_agreement (site, differs, audit_count, audit_head) VALUES (?, '[]', 7, ?)`
  db.prepare(keep).run('a'.repeat(32), 'b'.repeat(64))
  migrate(db, join(folder, 'backup.db'), [...before, ownLogSeen])
  expect(schemaVersion(db)).toBe(ownLogSeen.version)
  const kept = db.prepare('SELECT audit_count, own_count, own_head FROM peer_agreement').all()
  expect(kept).toEqual([{ audit_count: 7, own_count: 0, own_head: '' }])
  db.close()
})
