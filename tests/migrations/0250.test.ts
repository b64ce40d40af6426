import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { migrate, schemaVersion } from '../../electron/engine/db/migrate'
import { migrations, newestVersion } from '../../electron/engine/db/migrations'
import { openForWriting } from '../../electron/engine/db/open'

const folder = mkdtempSync(join(tmpdir(), 'yuanba-0250-'))
afterAll(() => rmSync(folder, { recursive: true }))

test('0250 refuses a profile whose changes were hashed over their values, and touches nothing of it', () => {
  const db = openForWriting(join(folder, 'profile.db'), new Uint8Array(32).fill(3))
  migrate(
    db,
    join(folder, 'backup.db'),
    migrations.filter(({ version }) => version < 250),
  )
  db.exec('ALTER TABLE changes DROP COLUMN salt')
  expect(() => migrate(db, join(folder, 'backup.db'))).toThrow('profile.trial-version')
  expect(schemaVersion(db)).toBeLessThan(250)
  expect(existsSync(join(folder, 'backup.db'))).toBe(false)
  db.exec('ALTER TABLE changes ADD COLUMN salt TEXT')
  migrate(db, join(folder, 'backup.db'))
  expect(schemaVersion(db)).toBe(newestVersion)
  db.close()
})
