import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { migrate, schemaVersion } from '../../electron/engine/db/migrate'
import { migrations } from '../../electron/engine/db/migrations'
import { endedSites } from '../../electron/engine/db/migrations/0040-ended-sites'
import { openForWriting } from '../../electron/engine/db/open'

const folder = mkdtempSync(join(tmpdir(), 'yuanba-0040-'))
afterAll(() => rmSync(folder, { recursive: true }))

test('0040 keeps the sites that are known and gives none of them an end', () => {
  const db = openForWriting(join(folder, 'profile.db'), new Uint8Array(32).fill(3))
  const before = migrations.filter((step) => step.version < endedSites.version)
  migrate(db, join(folder, 'backup.db'), before)
  db.exec(
    `INSERT INTO sites VALUES ('0123456789abcdef', 0, 'street', 's', 's', '东街街道', 'A', 'k', 'r', 'c', NULL)`,
  )
  migrate(db, join(folder, 'backup.db'), [...before, endedSites])
  expect(schemaVersion(db)).toBe(endedSites.version)
  expect(db.prepare('SELECT letter, revoked_at, closing FROM sites').all()).toEqual([
    { letter: 'A', revoked_at: null, closing: null },
  ])
  expect(db.prepare('SELECT count(*) AS n FROM missing_blobs').get()).toEqual({ n: 0 })
  expect(db.pragma('quick_check', { simple: true })).toBe('ok')
  db.close()
})
