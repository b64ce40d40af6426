import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { migrate, schemaVersion } from '../../electron/engine/db/migrate'
import { migrations, newestVersion } from '../../electron/engine/db/migrations'
import { introductions } from '../../electron/engine/db/migrations/0340-introductions'
import { openForWriting } from '../../electron/engine/db/open'

const folder = mkdtempSync(join(tmpdir(), 'yuanba-0340-'))
afterAll(() => rmSync(folder, { recursive: true }))

test('0340 refuses a profile that knew computers by certificates, and touches nothing of it', () => {
  const db = openForWriting(join(folder, 'profile.db'), new Uint8Array(32).fill(3))
  const before = migrations.filter(({ version }) => version < introductions.version)
  migrate(db, join(folder, 'backup.db'), before)
  db.prepare(
    `INSERT INTO sites (id, own, role, scope, unit, unit_name, letter, sign_key, recipient, certificate, revoked_at, closing)
     VALUES ('a', 1, 'district', '*', 'u', '示范区', '', '', '', 'x', NULL, NULL)`,
  ).run()
  expect(() => migrate(db, join(folder, 'backup.db'))).toThrow('profile.trial-version')
  expect(schemaVersion(db)).toBeLessThan(introductions.version)
  expect(existsSync(join(folder, 'backup.db'))).toBe(false)
  db.exec('DELETE FROM sites')
  migrate(db, join(folder, 'backup.db'))
  expect(schemaVersion(db)).toBe(newestVersion)
  const named = db.prepare(`SELECT name FROM pragma_table_info('sites')`).pluck().all()
  expect(named).toEqual(expect.arrayContaining(['root', 'office']))
  db.close()
})
