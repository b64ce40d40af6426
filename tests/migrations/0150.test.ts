import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { migrate, schemaVersion } from '../../electron/engine/db/migrate'
import { migrations } from '../../electron/engine/db/migrations'
import { factIds } from '../../electron/engine/db/migrations/0150-fact-ids'
import { openForWriting } from '../../electron/engine/db/open'
import { numberOf } from '../../electron/engine/facts/queries'

const folder = mkdtempSync(join(tmpdir(), 'yuanba-0150-'))
afterAll(() => rmSync(folder, { recursive: true }))

test('0150 numbers every id that a reference names, and units keep their numbers', () => {
  const db = openForWriting(join(folder, 'profile.db'), new Uint8Array(32).fill(3))
  const before = migrations.filter((step) => step.version < factIds.version)
  migrate(db, join(folder, 'backup.db'), before)
  db.exec(`INSERT INTO fact_units (id, unit) VALUES (7, 'a'), (9, 'b')`)
  migrate(db, join(folder, 'backup.db'), [...before, factIds])
  expect(schemaVersion(db)).toBe(factIds.version)
  expect(['a', 'b', 'a team', 'a team'].map((id) => numberOf(db, 'ref', id))).toEqual([7, 9, 10, 10])
  db.close()
})
