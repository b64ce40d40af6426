import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { migrate, schemaVersion } from '../../electron/engine/db/migrate'
import { migrations } from '../../electron/engine/db/migrations'
import { peerLayouts } from '../../electron/engine/db/migrations/0380-peer-layouts'
import { openForWriting } from '../../electron/engine/db/open'

const folder = mkdtempSync(join(tmpdir(), 'yuanba-0380-'))
afterAll(() => rmSync(folder, { recursive: true }))

test('0380 takes a peer that has not said it for one with the usual package', () => {
  const db = openForWriting(join(folder, 'profile.db'), new Uint8Array(32).fill(3))
  const before = migrations.filter((step) => step.version < peerLayouts.version)
  migrate(db, join(folder, 'backup.db'), before)
  db.exec(
    `INSERT INTO sites (id, own, role, scope, unit, unit_name, letter, sign_key, recipient, office, revoked_at, closing)
     VALUES ('a', 0, 'street', 's', 's', '东街街道', 'A', 'k', 'r', 'c', NULL, NULL)`,
  )
  db.exec(`INSERT INTO peer_programs (site, app, platform, arch, kinds, clock_offset, heard_at)
           VALUES ('a', '0.9.1', 'linux', 'x64', '{}', NULL, '2026-11-03T00:00:00.000Z')`)
  migrate(db, join(folder, 'backup.db'), [...before, peerLayouts])
  expect(schemaVersion(db)).toBe(peerLayouts.version)
  expect(db.prepare('SELECT app, layout FROM peer_programs').all()).toEqual([
    { app: '0.9.1', layout: 'plain' },
  ])
  db.close()
})
