import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { migrate, schemaVersion } from '../../electron/engine/db/migrate'
import { migrations } from '../../electron/engine/db/migrations'
import { recentMatchKeys } from '../../electron/engine/db/migrations/0410-recent-match-keys'
import { openForWriting } from '../../electron/engine/db/open'

const folder = mkdtempSync(join(tmpdir(), 'yuanba-0410-'))
afterAll(() => rmSync(folder, { recursive: true }))

test('0410 leaves the keys that are there where they are, with room for later ones beside them', () => {
  const db = openForWriting(join(folder, 'profile.db'), new Uint8Array(32).fill(3))
  const before = migrations.filter((step) => step.version < recentMatchKeys.version)
  migrate(db, join(folder, 'backup.db'), before)
  db.exec(`INSERT INTO match_keys (key, day, rid) VALUES (7, '2026-11-03', 1)`)
  migrate(db, join(folder, 'backup.db'), [...before, recentMatchKeys])
  expect(schemaVersion(db)).toBe(recentMatchKeys.version)
  expect(db.prepare('SELECT key, day, rid FROM match_keys').all()).toEqual([
    { key: 7, day: '2026-11-03', rid: 1 },
  ])
  expect(db.prepare('SELECT count(*) FROM recent_match_keys').pluck().get()).toBe(0)
  db.close()
})
