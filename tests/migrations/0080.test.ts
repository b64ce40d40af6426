import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { migrate, schemaVersion } from '../../electron/engine/db/migrate'
import { migrations } from '../../electron/engine/db/migrations'
import { wantedBlobs } from '../../electron/engine/db/migrations/0080-wanted-blobs'
import { openForWriting } from '../../electron/engine/db/open'

const folder = mkdtempSync(join(tmpdir(), 'yuanba-0080-'))
afterAll(() => rmSync(folder, { recursive: true }))

test('0080 begins with nothing asked for, and takes each content once a peer', () => {
  const db = openForWriting(join(folder, 'profile.db'), new Uint8Array(32).fill(3))
  const before = migrations.filter((step) => step.version < wantedBlobs.version)
  migrate(db, join(folder, 'backup.db'), before)
  migrate(db, join(folder, 'backup.db'), [...before, wantedBlobs])
  expect(schemaVersion(db)).toBe(wantedBlobs.version)
  expect(db.prepare('SELECT count(*) AS n FROM wanted_blobs').get()).toEqual({ n: 0 })
  const add = db.prepare('INSERT INTO wanted_blobs (peer, hash) VALUES (?, ?)')
  db.pragma('foreign_keys = OFF')
  add.run('p', 'h')
  expect(() => add.run('p', 'h')).toThrow('UNIQUE')
  db.close()
})
