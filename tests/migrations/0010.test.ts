import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { migrate, schemaVersion } from '../../electron/engine/db/migrate'
import { foundation } from '../../electron/engine/db/migrations/0010-foundation'
import { openForWriting } from '../../electron/engine/db/open'

const folder = mkdtempSync(join(tmpdir(), 'yuanba-0010-'))
afterAll(() => rmSync(folder, { recursive: true }))

test('0010 makes the log, its projection, people, audit and search in an empty database', () => {
  const db = openForWriting(join(folder, 'profile.db'), new Uint8Array(32).fill(3))
  migrate(db, join(folder, 'backup.db'), [foundation])
  expect(schemaVersion(db)).toBe(10)
  const names = db
    .prepare<[], { name: string }>(`SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name`)
    .all()
    .map((table) => table.name)
  for (const name of [
    'audit',
    'branches',
    'changes',
    'drafts',
    'meta',
    'operations',
    'records',
    'search',
    'users',
  ])
    expect(names).toContain(name)
  expect(db.pragma('foreign_key_check')).toEqual([])
  expect(db.pragma('quick_check', { simple: true })).toBe('ok')
  db.close()
})
