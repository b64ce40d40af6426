import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { migrate, schemaVersion } from '../../electron/engine/db/migrate'
import { foundation } from '../../electron/engine/db/migrations/0010-foundation'
import { matchKeys } from '../../electron/engine/db/migrations/0020-match-keys'
import { openForWriting } from '../../electron/engine/db/open'
import { openStreet, passphrase, sessionPatch, user } from '../support/desks/engine'
import { dataKeyOf } from '../support/desks/keys'
import { takeBackTo } from '../support/desks/older-profile'

const folder = mkdtempSync(join(tmpdir(), 'yuanba-0020-'))
afterAll(() => rmSync(folder, { recursive: true }))

test('0020 adds the keys that duplicates are found by to a database of version 10', () => {
  const db = openForWriting(join(folder, 'profile.db'), new Uint8Array(32).fill(3))
  migrate(db, join(folder, 'backup.db'), [foundation])
  migrate(db, join(folder, 'backup.db'), [foundation, matchKeys])
  expect(schemaVersion(db)).toBe(20)
  const add = db.prepare('INSERT INTO match_keys (key, day, rid) VALUES (?, ?, ?)')
  add.run(-(2n ** 63n), '2026-11-03', 1)
  expect(() => add.run(-(2n ** 63n), '2026-11-03', 1)).toThrow('UNIQUE')
  expect(db.pragma('quick_check', { simple: true })).toBe('ok')
  db.close()
})

test('records from before 0020 are compared as well', async () => {
  const desk = await openStreet()
  const kind = 'courtyard-session'
  await desk.rpc.records.save({ kind, patch: sessionPatch(desk), operation: desk.operation() })
  await desk.engine.close()
  const db = openForWriting(join(desk.profile, 'profile.db'), await dataKeyOf(desk.profile))
  takeBackTo(db, 10)
  db.close()
  const again = await desk.reopen()
  await again.rpc.session.unlock({ user, passphrase })
  const { candidates } = await again.rpc.records.similar({ kind, patch: sessionPatch(desk) })
  expect(candidates).toHaveLength(1)
  await again.close()
})
