import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { reconcileIndexes } from '../../electron/engine/db/indexes'
import { isNewer, migrate, schemaVersion } from '../../electron/engine/db/migrate'
import { type Migration, migrations, newestVersion } from '../../electron/engine/db/migrations'
import { openForReading, openForWriting } from '../../electron/engine/db/open'
import { kindOf, kinds } from '../../shared/kinds'
import { indexesOf, sortValue } from '../../shared/records/record-indexes'
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

describe('generated columns and indexes', () => {
  test('are made for every kind, and a second time changes nothing', () => {
    const db = openForWriting(at('profile.db'), key)
    migrate(db, at('backup.db'))
    const indexes = (): string[] =>
      db
        .prepare<[], { name: string }>(`SELECT name FROM sqlite_schema WHERE name GLOB 'r_*' ORDER BY name`)
        .all()
        .map((row) => row.name)
    reconcileIndexes(db)
    const made = indexes()
    expect(made).toEqual(
      [...new Set(kinds.flatMap((kind) => indexesOf(kind).map((index) => index.name)))].sort(),
    )
    const before = schemaCookie(db)
    reconcileIndexes(db)
    expect(schemaCookie(db)).toBe(before)
    db.close()
  })

  test('follow a kind that changed: what nobody wants goes, what differs is made anew', () => {
    const db = openForWriting(at('profile.db'), key)
    migrate(db, at('backup.db'))
    reconcileIndexes(db)
    db.exec('DROP INDEX "r_unit_sort"')
    db.exec('CREATE INDEX "r_unit_sort" ON records (id)')
    db.exec('CREATE INDEX "r_forgotten_sort" ON records (kind)')
    reconcileIndexes(db)
    const sql = (name: string): unknown =>
      db.prepare('SELECT sql FROM sqlite_schema WHERE name = ?').pluck().get(name)
    expect(sql('r_unit_sort')).toContain("WHERE kind = 'unit' AND deleted = 0")
    expect(sql('r_forgotten_sort')).toBeUndefined()
    db.close()
  })

  test('stand on values, not on the generated columns of an earlier version', () => {
    const db = openForWriting(at('profile.db'), key)
    migrate(db, at('backup.db'))
    // As an earlier version left it: values in generated columns, one on another, an index on them.
    db.exec(
      `ALTER TABLE records ADD COLUMN f_date TEXT GENERATED ALWAYS AS (json_extract(body, '$.date')) VIRTUAL`,
    )
    db.exec(`ALTER TABLE records ADD COLUMN s_date TEXT GENERATED ALWAYS AS (ifnull(f_date, 'old')) VIRTUAL`)
    db.exec(`CREATE INDEX "r_activity_sort" ON records (s_date, rid) WHERE kind = 'activity' AND deleted = 0`)
    db.exec(
      `INSERT INTO records (id, kind, scope, body, heads, deleted, conflicts, created_at, created_by, updated_at, last_change)
       VALUES ('a', 'activity', 's', '{}', '{}', 0, 0, '', '', '', '')`,
    )
    reconcileIndexes(db)
    const generated = db.prepare(`SELECT name FROM pragma_table_xinfo('records') WHERE hidden <> 0`)
    expect(generated.pluck().all()).toEqual([])
    const date = sortValue(kindOf('activity'), 'date')
    const found = db.prepare(`SELECT id FROM records INDEXED BY "r_activity_sort"
      WHERE kind = 'activity' AND deleted = 0 AND ${date} = ''`)
    expect(found.pluck().all()).toEqual(['a'])
    const cookie = schemaCookie(db)
    reconcileIndexes(db)
    expect(schemaCookie(db)).toBe(cookie)
    db.close()
  })

  test('a value of the wrong type out of a foreign file is stored and counts as nothing', () => {
    const db = openForWriting(at('profile.db'), key)
    migrate(db, at('backup.db'))
    reconcileIndexes(db)
    const insert = db.prepare(
      `INSERT INTO records (id, kind, scope, body, heads, deleted, conflicts, created_at, created_by, updated_at, last_change)
       VALUES (?, 'monthly-theme', 's', ?, '{}', 0, 0, '', '', '', '')`,
    )
    for (const year of ['many', null, true, { a: 1 }, [1], 1.5, 7])
      insert.run(JSON.stringify(year), JSON.stringify({ date: 5, unit: ['x'], year }))
    const year = sortValue(kindOf('monthly-theme'), 'year')
    const years = db.prepare(`SELECT ${year} AS year FROM records ORDER BY year`).pluck().all()
    expect(years).toEqual([-1, -1, -1, -1, -1, -1, 7])
    db.close()
  })
})

function schemaCookie(db: ReturnType<typeof openForWriting>): unknown {
  return db.pragma('schema_version', { simple: true })
}
