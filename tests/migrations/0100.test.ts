import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { migrate, schemaVersion } from '../../electron/engine/db/migrate'
import { migrations } from '../../electron/engine/db/migrations'
import { draftsFile } from '../../electron/engine/db/migrations/0100-drafts-file'
import { openForWriting } from '../../electron/engine/db/open'

const folder = mkdtempSync(join(tmpdir(), 'yuanba-0100-'))
afterAll(() => rmSync(folder, { recursive: true }))

test('0100 takes the drafts out of the database', () => {
  const db = openForWriting(join(folder, 'profile.db'), new Uint8Array(32).fill(3))
  const before = migrations.filter((step) => step.version < draftsFile.version)
  migrate(db, join(folder, 'backup.db'), before)
  expect(db.prepare('SELECT count(*) AS n FROM drafts').get()).toEqual({ n: 0 })
  migrate(db, join(folder, 'backup.db'), [...before, draftsFile])
  expect(schemaVersion(db)).toBe(draftsFile.version)
  expect(() => db.prepare('SELECT count(*) FROM drafts')).toThrow('no such table')
  db.close()
})
