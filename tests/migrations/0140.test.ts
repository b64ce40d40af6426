import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { migrate, schemaVersion } from '../../electron/engine/db/migrate'
import { migrations } from '../../electron/engine/db/migrations'
import { peerSystems } from '../../electron/engine/db/migrations/0140-peer-systems'
import { openForWriting } from '../../electron/engine/db/open'

const folder = mkdtempSync(join(tmpdir(), 'yuanba-0140-'))
afterAll(() => rmSync(folder, { recursive: true }))

test('0140 keeps what a peer said of its program, and knows nothing of its computer yet', () => {
  const db = openForWriting(join(folder, 'profile.db'), new Uint8Array(32).fill(3))
  const before = migrations.filter((step) => step.version < peerSystems.version)
  migrate(db, join(folder, 'backup.db'), before)
  db.exec(`INSERT INTO sites VALUES ('a', 0, 'street', 's', 's', '东街街道', 'A', 'k', 'r', 'c', NULL, NULL)`)
  db.exec("INSERT INTO peer_programs VALUES ('a', '0.9.1', '{}', NULL, '2026-11-03T00:00:00.000Z')")
  migrate(db, join(folder, 'backup.db'), [...before, peerSystems])
  expect(schemaVersion(db)).toBe(peerSystems.version)
  expect(db.prepare('SELECT app, platform, arch FROM peer_programs').all()).toEqual([
    { app: '0.9.1', platform: '', arch: '' },
  ])
  db.close()
})
