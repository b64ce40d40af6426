import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { migrate, schemaVersion } from '../../electron/engine/db/migrate'
import { migrations } from '../../electron/engine/db/migrations'
import { searchColumnsApart } from '../../electron/engine/db/migrations/0200-search-columns'
import { openForWriting } from '../../electron/engine/db/open'

const folder = mkdtempSync(join(tmpdir(), 'yuanba-0200-'))
afterAll(() => rmSync(folder, { recursive: true }))

test('0200 drops what was searched before, whole names among it, and has the index made anew', () => {
  const db = openForWriting(join(folder, 'profile.db'), new Uint8Array(32).fill(3))
  const before = migrations.filter((step) => step.version < searchColumnsApart.version)
  migrate(db, join(folder, 'backup.db'), before)
  db.prepare('INSERT INTO search (rowid, terms) VALUES (1, ?)').run('欧阳 阳雪 雪莲 莲')
  db.prepare("INSERT OR REPLACE INTO meta (key, value) VALUES ('searchForms', '{}')").run()
  migrate(db, join(folder, 'backup.db'), [...before, searchColumnsApart])
  expect(schemaVersion(db)).toBe(searchColumnsApart.version)
  const found = db.prepare('SELECT rowid FROM search WHERE search MATCH ?')
  expect(found.all('"欧阳"')).toEqual([])
  expect(db.prepare("SELECT value FROM meta WHERE key = 'searchForms'").get()).toBeUndefined()
  const add = db.prepare('INSERT INTO search (rowid, names, whole) VALUES (?, ?, ?)')
  add.run(2, '欧', '欧阳 阳雪 雪莲 莲')
  expect(found.all('{names} : ("欧" *)')).toEqual([{ rowid: 2 }])
  expect(found.all('{names texts} : ("欧阳")')).toEqual([])
  db.close()
})
