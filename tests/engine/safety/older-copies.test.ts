import { mkdtempSync, readdirSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { keepOneMigrationCopy, removeOlderCopies } from '../../../electron/engine/db/older-copies'

const older = ['before-migration-2026-01-01T08-00-00-000Z.db', 'before-migration-2026-02-01T08-00-00-000Z.db']
const newest = 'before-migration-2026-03-01T08-00-00-000Z.db'
let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'yuanba-copies-'))
  for (const name of [...older, 'profile.db']) writeFileSync(join(folder, name), '')
})

test('the copy from before a migration takes the place of those from before earlier ones; without one all stay', () => {
  keepOneMigrationCopy(folder, newest)
  expect(readdirSync(folder)).toEqual([...older, 'profile.db'])
  writeFileSync(join(folder, newest), '')
  keepOneMigrationCopy(folder, newest)
  expect(readdirSync(folder)).toEqual([newest, 'profile.db'])
})

test('no copy of the database stays when its key must go, whatever it was made before', () => {
  for (const name of ['before-import.db', 'before-bulk.db', 'before-bulk.db.tmp'])
    writeFileSync(join(folder, name), '')
  removeOlderCopies(folder)
  expect(readdirSync(folder)).toEqual(['profile.db'])
})
