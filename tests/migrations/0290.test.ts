import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { migrate, schemaVersion } from '../../electron/engine/db/migrate'
import { migrations } from '../../electron/engine/db/migrations'
import { learnedValues } from '../../electron/engine/db/migrations/0290-learned-values'
import { openForWriting } from '../../electron/engine/db/open'

const folder = mkdtempSync(join(tmpdir(), 'yuanba-0290-'))
afterAll(() => rmSync(folder, { recursive: true }))

test('0290 has the index made anew with prefixes of one and of three to six characters', () => {
  const db = openForWriting(join(folder, 'profile.db'), new Uint8Array(32).fill(3))
  const before = migrations.filter((step) => step.version < learnedValues.version)
  migrate(db, join(folder, 'backup.db'), before)
  db.prepare('INSERT INTO search (rowid, texts) VALUES (1, ?)').run('院坝')
  db.prepare("INSERT OR REPLACE INTO meta (key, value) VALUES ('searchForms', '{}')").run()
  migrate(db, join(folder, 'backup.db'), [...before, learnedValues])
  expect(schemaVersion(db)).toBe(learnedValues.version)
  const found = db.prepare('SELECT rowid FROM search WHERE search MATCH ?')
  expect(found.all('"院坝"')).toEqual([])
  expect(db.prepare("SELECT value FROM meta WHERE key = 'searchForms'").get()).toBeUndefined()
  db.prepare('INSERT INTO search (rowid, texts) VALUES (2, ?)').run('\u{F0001} 院坝 \uE27A\uE000hen')
  for (const asked of ['"\u{F0001}"', '"院" *', '"\uE27A" *', '"\uE27A\uE000h" *', '"\uE27A\uE000hen"'])
    expect([asked, found.all(asked)]).toEqual([asked, [{ rowid: 2 }]])
  db.close()
})
