import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { migrate, schemaVersion } from '../../electron/engine/db/migrate'
import { migrations } from '../../electron/engine/db/migrations'
import { recordsWithFiles } from '../../electron/engine/db/migrations/0220-records-with-files'
import { openForWriting } from '../../electron/engine/db/open'

const folder = mkdtempSync(join(tmpdir(), 'yuanba-0220-'))
afterAll(() => rmSync(folder, { recursive: true }))

test('0220 finds the records with attachments, those from before it too, in an index that holds no other', () => {
  const db = openForWriting(join(folder, 'profile.db'), new Uint8Array(32).fill(3))
  const before = migrations.filter((step) => step.version < recordsWithFiles.version)
  migrate(db, join(folder, 'backup.db'), before)
  const insert = db.prepare(
    `INSERT INTO records (id, kind, scope, body, heads, deleted, conflicts, created_at, created_by, updated_at, last_change)
     VALUES (?, 'activity', 's', ?, '{}', 0, 0, '', '', '', '')`,
  )
  const key = '"$file/01900000-0000-7000-8000-000000000001"'
  insert.run('a', `{${key}:{"name":"a.jpg"}}`)
  insert.run('c', `{${key}:null,"demands/1":{"person":"甲"}}`)
  insert.run('b', '{"theme":"file"}')
  migrate(db, join(folder, 'backup.db'), [...before, recordsWithFiles])
  expect(schemaVersion(db)).toBe(recordsWithFiles.version)
  const found = `SELECT rid FROM records INDEXED BY records_with_files WHERE body GLOB '*"$file/????????????????????????????????????":{*'`
  expect(db.prepare(found).all()).toHaveLength(1)
  db.close()
})
