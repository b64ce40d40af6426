import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { migrate, schemaVersion } from '../../electron/engine/db/migrate'
import { migrations } from '../../electron/engine/db/migrations'
import { newcomers } from '../../electron/engine/db/migrations/0280-newcomers'
import { openForWriting } from '../../electron/engine/db/open'

const folder = mkdtempSync(join(tmpdir(), 'yuanba-0280-'))
afterAll(() => rmSync(folder, { recursive: true }))

test('0280 keeps computers that ask to be let in, and files only of such a computer', () => {
  const db = openForWriting(join(folder, 'profile.db'), new Uint8Array(32).fill(3))
  const before = migrations.filter((step) => step.version < newcomers.version)
  migrate(db, join(folder, 'backup.db'), before)
  migrate(db, join(folder, 'backup.db'), [...before, newcomers])
  expect(schemaVersion(db)).toBe(newcomers.version)
  const file = `INSERT INTO waiting_files VALUES (?, ?, ?, 'yb-1.ybb', 1, '', 2, 3)`
  expect(() => db.prepare(file).run('h', 'a', 'a')).toThrow('FOREIGN KEY')
  db.prepare(`INSERT INTO newcomers VALUES ('a', 'a', '{}', '[]', '', NULL)`).run()
  db.prepare(file).run('h', 'a', 'a')
  expect(db.prepare('SELECT count(*) AS n FROM waiting_files').get()).toEqual({ n: 1 })
  db.close()
})
