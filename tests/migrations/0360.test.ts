import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { isOwned, ownContents } from '../../electron/engine/blobs/owned'
import { migrate } from '../../electron/engine/db/migrate'
import { migrations } from '../../electron/engine/db/migrations'
import { ownedBlobs } from '../../electron/engine/db/migrations/0360-owned-blobs'
import { openForWriting } from '../../electron/engine/db/open'

const folder = mkdtempSync(join(tmpdir(), 'yuanba-0360-'))
afterAll(() => rmSync(folder, { recursive: true }))

test('0360 keeps whose a content is, and in whose records it is missing', () => {
  const db = openForWriting(join(folder, 'profile.db'), new Uint8Array(32).fill(3))
  const before = migrations.filter((step) => step.version < ownedBlobs.version)
  migrate(db, join(folder, 'backup.db'), before)
  db.exec("INSERT INTO missing_blobs (hash) VALUES ('a')")
  migrate(db, join(folder, 'backup.db'), [...before, ownedBlobs])
  expect(db.prepare('SELECT count(*) FROM missing_blobs').pluck().get()).toBe(0)
  ownContents(db, ['a', 'a'], 'east')
  expect(['east', 'west'].map((scope) => isOwned(db, 'a', scope))).toEqual([true, false])
  db.close()
})
