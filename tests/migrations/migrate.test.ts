import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { isNewer, migrate, schemaVersion } from '../../electron/engine/db/migrate'
import { type Migration, migrations, newestVersion } from '../../electron/engine/db/migrations'
import { openForReading, openForWriting } from '../../electron/engine/db/open'

import { openStreet, passphrase, refusal, sessionPatch, user } from '../support/desks/engine'
import { dataKeyOf } from '../support/desks/keys'

const key = new Uint8Array(32).fill(5)
let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'yuanba-migrate-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

const at = (name: string): string => join(folder, name)
const adding: Migration = {
  version: newestVersion + 10,
  name: 'adding',
  sql: 'CREATE TABLE added (x TEXT) STRICT;',
}
const failing: Migration = {
  version: newestVersion + 20,
  name: 'failing',
  sql: 'CREATE TABLE half (x TEXT); SELECT nonsense;',
}

test('migrations rise in the numbers of their files, 0010, 0020 …, and each has its test', () => {
  const versions = migrations.map((step) => step.version)
  expect(versions).toEqual([...new Set(versions)].sort((one, other) => one - other))
  expect(versions[0]).toBe(10)
  const tests = readdirSync(__dirname)
  const files = readdirSync(join(__dirname, '../../electron/engine/db/migrations')).filter((name) =>
    /^\d{4}-/.test(name),
  )
  expect(files.map((file) => Number(file.slice(0, 4)))).toEqual(versions)
  for (const file of files) expect(tests).toContain(`${file.slice(0, 4)}.test.ts`)
})

test('a new database is brought to the newest version and needs no backup', () => {
  const db = openForWriting(at('new.db'), key)
  migrate(db, at('backup.db'))
  expect(schemaVersion(db)).toBe(newestVersion)
  expect(isNewer(db)).toBe(false)
  expect(existsSync(at('backup.db'))).toBe(false)
  db.close()
})

test('before an existing database is touched, an encrypted copy is made that opens with the same key', () => {
  const db = openForWriting(at('old.db'), key)
  migrate(db, at('none.db'))
  migrate(db, at('backup.db'), [...migrations, adding])
  expect(schemaVersion(db)).toBe(newestVersion + 10)
  db.close()
  const copy = openForReading(at('backup.db'), key)
  expect(schemaVersion(copy)).toBe(newestVersion)
  copy.close()
})

test('a step that fails leaves the last good version, says where the copy is, and keeps nothing of itself', () => {
  const db = openForWriting(at('old.db'), key)
  migrate(db, at('none.db'))
  const attempt = (): void => migrate(db, at('backup.db'), [...migrations, adding, failing])
  expect(attempt).toThrow('profile.migration-failed')
  expect(schemaVersion(db)).toBe(newestVersion + 10)
  expect(db.prepare(`SELECT name FROM sqlite_schema WHERE name = 'half'`).get()).toBeUndefined()
  expect(existsSync(at('backup.db'))).toBe(true)
  db.close()
})

test('a step may also do what SQL can not say, in the same transaction', () => {
  const db = openForWriting(at('old.db'), key)
  migrate(db, at('none.db'))
  const filling: Migration = {
    ...adding,
    run: (open) => {
      for (const name of ['张三', '李四'])
        open.prepare('INSERT INTO added (x) VALUES (?)').run(name.normalize())
    },
  }
  const breaking: Migration = {
    ...failing,
    sql: 'CREATE TABLE half (x TEXT);',
    run: () => {
      throw new RangeError('half way')
    },
  }
  expect(() => migrate(db, at('backup.db'), [...migrations, filling, breaking])).toThrow(
    'profile.migration-failed',
  )
  expect(schemaVersion(db)).toBe(filling.version)
  expect(db.prepare('SELECT x FROM added').pluck().all()).toEqual(['张三', '李四'])
  expect(db.prepare(`SELECT name FROM sqlite_schema WHERE name = 'half'`).get()).toBeUndefined()
  db.close()
})

test('the wrong key opens nothing', () => {
  openForWriting(at('profile.db'), key).exec('CREATE TABLE t (x)').close()
  expect(() => openForReading(at('profile.db'), new Uint8Array(32))).toThrow('profile.damaged')
})

test('a database of a newer version may be read and not written', async () => {
  const desk = await openStreet()
  await desk.engine.close()
  const db = openForWriting(join(desk.profile, 'profile.db'), await dataKeyOf(desk.profile))
  db.pragma(`user_version = ${newestVersion + 10}`)
  db.close()
  const newer = await desk.reopen()
  expect((await newer.rpc.session.unlock({ user, passphrase })).readOnly).toBe(true)
  expect((await newer.rpc.records.list({ kind: 'unit' })).rows).toHaveLength(7)
  const work = newer.rpc.records.save({
    kind: 'courtyard-session',
    patch: sessionPatch(desk),
    operation: desk.operation(),
  })
  expect((await refusal(work)).code).toBe('profile.read-only')
  const folder = newer.engine.grant(at('stick'))
  expect((await refusal(newer.rpc.sync.exportBundle({ folder }))).code).toBe('profile.read-only')
  expect((await newer.rpc.safety.verify({})).ok).toBe(true)
  await newer.close()
})

test('0090 drops the partial indexes of the version before it', () => {
  const db = openForWriting(at('profile.db'), key)
  migrate(
    db,
    at('backup.db'),
    migrations.filter(({ version }) => version < 90),
  )
  db.exec(`CREATE INDEX "r_activity_sort" ON records (id) WHERE kind = 'activity' AND deleted = 0`)
  migrate(db, at('backup.db'))
  expect(db.prepare(`SELECT name FROM sqlite_schema WHERE name GLOB 'r_*'`).all()).toEqual([])
  db.close()
})
