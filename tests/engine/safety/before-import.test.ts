import { copyFileSync, existsSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { ReadDb, WriteDb } from '../../../electron/engine/context'
import {
  BEFORE_IMPORT_FILE,
  copyBeforeImport,
  LARGEST_WHOLE_COPY,
} from '../../../electron/engine/db/before-import'
import {
  DATABASE_FILE,
  DATABASE_SUFFIXES,
  openForReading,
  openForWriting,
} from '../../../electron/engine/db/open'
import { type Desk, openStreet, passphrase, sessionPatch, user } from '../../support/desks/engine'
import { dataKeyOf } from '../../support/desks/keys'

let desk: Desk
let dataKey: Uint8Array
beforeEach(async () => {
  desk = await openStreet()
  dataKey = await dataKeyOf(desk.profile)
})
afterEach(() => desk.close())

const copyPath = (): string => join(desk.profile, BEFORE_IMPORT_FILE)
const livePath = (): string => join(desk.profile, DATABASE_FILE)

async function signedIn(): Promise<void> {
  desk = await desk.reopen()
  await desk.rpc.session.unlock({ user, passphrase })
}

const save = async (over: Parameters<typeof sessionPatch>[1] = {}, id?: string): Promise<string> =>
  (
    await desk.rpc.records.save({
      kind: 'courtyard-session',
      patch: sessionPatch(desk, over),
      operation: desk.operation(),
      ...(id === undefined ? {} : { id }),
    })
  ).id

/** Keeps the database as before an import, while nobody is signed in. @returns whether the file was copied whole */
async function kept(
  options: { largestWholeCopy?: number; before?: (db: WriteDb) => void } = {},
): Promise<boolean> {
  await desk.engine.close()
  const before = existsSync(copyPath()) ? statSync(copyPath()).ino : 0
  const db = openForWriting(livePath(), dataKey)
  try {
    options.before?.(db)
    copyBeforeImport({ profile: desk.profile, db, dataKey, largestWholeCopy: options.largestWholeCopy ?? 0 })
  } finally {
    db.close()
  }
  return statSync(copyPath()).ino !== before
}

const isProjection = (name: string): boolean =>
  [
    'records',
    'registers',
    'awaited',
    'match_keys',
    'match_rules',
    'anomalies',
    'awaited',
    'registers',
  ].includes(name) || /^(search|fact)/.test(name)

const look = <T>(path: string, ask: (db: ReadDb) => T): T => {
  const db = openForReading(path, dataKey)
  try {
    return ask(db)
  } finally {
    db.close()
  }
}

/** Every row of every table but what is made out of the log. */
const truthOf = (path: string): Readonly<Record<string, unknown>> =>
  look(path, (db) => {
    const tables = db.prepare<[], string>(`SELECT name FROM sqlite_schema WHERE type = 'table'`).pluck().all()
    const rows = (name: string) => {
      const where = name === 'meta' ? ` WHERE key <> 'projectionBehind'` : ''
      return db
        .prepare(`SELECT * FROM ${name}${where}`)
        .all()
        .map((row) => JSON.stringify(row))
        .sort()
    }
    return Object.fromEntries(
      tables
        .filter((name) => !isProjection(name))
        .sort()
        .map((name) => [name, rows(name)]),
    )
  })

test('a database is copied whole before each import, by default', async () => {
  const all = 'SELECT count(*) FROM records'
  for (let round = 0; round < 3; round += 1) {
    await save()
    expect(await kept({ largestWholeCopy: LARGEST_WHOLE_COPY })).toBe(true)
    expect(look(copyPath(), (db) => db.prepare(all).pluck().get())).toBe(
      look(livePath(), (db) => db.prepare(all).pluck().get()),
    )
    await signedIn()
  }
})

describe('the copy of a large database', () => {
  const enough = async (): Promise<string[]> => {
    const patches = Array.from({ length: 60 }, (_, people) => sessionPatch(desk, { people }))
    const operation = desk.operation()
    return [...(await desk.rpc.records.addMany({ kind: 'courtyard-session', patches, operation })).ids]
  }

  test('is brought up to date: it holds all that the database does, and is not copied again', async () => {
    const [first = '', second = ''] = await enough()
    expect(await kept()).toBe(true)
    for (const theme of ['防诈骗', '讨薪路上']) {
      await signedIn()
      await save({ agenda: theme })
      await save({ agenda: theme }, first)
      await desk.rpc.users.add({ name: theme, passphrase: '另一个人的长口令', role: 'entry' })
      if (theme === '讨薪路上')
        await desk.rpc.records.delete({ id: second, reason: '重复登记', operation: desk.operation() })
      expect(await kept()).toBe(false)
      expect(truthOf(copyPath())).toEqual(truthOf(livePath()))
    }
  })

  test('opens as the database was then, put in its place: records, search, what may be double, and nothing to find fault with', async () => {
    const [first = '', second = ''] = await enough()
    await kept()
    await signedIn()
    const late = await save({ courtyard: '向家大院' })
    await save({ courtyard: '洪家院子' }, first)
    await desk.rpc.records.delete({ id: second, reason: '重复登记', operation: desk.operation() })
    const held = async () => ({
      list: (await desk.rpc.records.list({ kind: 'courtyard-session', limit: 200 })).rows.toSorted(
        (one, other) => (one.id < other.id ? -1 : 1),
      ),
      found: (
        await desk.rpc.records.list({ kind: 'courtyard-session', filter: { text: '向家大院' }, limit: 9 })
      ).rows.map(({ id }) => id),
      similar: (
        await desk.rpc.records.similar({
          kind: 'courtyard-session',
          patch: sessionPatch(desk, { courtyard: '向家大院' }),
        })
      ).candidates.map(({ record }) => record.id),
    })
    const before = await held()
    expect(before.found).toEqual([late])
    expect(before.similar).not.toEqual([])
    await kept()
    await signedIn()
    await save({ courtyard: '误导入的院子' })
    await desk.engine.close()
    for (const suffix of DATABASE_SUFFIXES) rmSync(livePath() + suffix, { force: true })
    copyFileSync(copyPath(), livePath())
    await signedIn()
    expect(await held()).toEqual(before)
    expect(await desk.rpc.safety.verify({})).toMatchObject({ ok: true })
    expect(
      look(livePath(), (db) =>
        db.prepare(`SELECT value FROM meta WHERE key = 'projectionBehind'`).pluck().get(),
      ),
    ).toBe('false')
    await save()
  })

  const strange: readonly [what: string, spoil: (copy: string) => void][] = [
    ['of another key', (copy) => spoilt(copy, (db) => db.pragma(`rekey = "x'${'07'.repeat(32)}'"`))],
    ['that is no database', (copy) => writeFileSync(copy, 'nothing')],
    [
      'with a damaged page',
      (copy) => {
        const bytes = readFileSync(copy)
        for (let at = 4096; at < bytes.length; at += 4096) bytes[at + 99] = ~(bytes[at + 99] ?? 0)
        writeFileSync(copy, bytes)
      },
    ],
    ['of another form', (copy) => spoilt(copy, (db) => db.exec('ALTER TABLE choices ADD COLUMN later TEXT'))],
    ['of another version', (copy) => spoilt(copy, (db) => db.pragma('user_version = 1'))],
    [
      'with another history',
      (copy) => spoilt(copy, (db) => db.exec(`UPDATE branches SET hash = replace(hash, '0', '1')`)),
    ],
    ['with more than is held', (copy) => spoilt(copy, (db) => db.exec('UPDATE branches SET seq = seq + 9'))],
    [
      'with another audit log',
      (copy) => spoilt(copy, (db) => db.exec(`UPDATE audit SET hash = replace(hash, '0', '1')`)),
    ],
    [
      'far behind',
      (copy) =>
        spoilt(copy, (db) => {
          db.exec(`UPDATE branches SET seq = 30,
            hash = (SELECT lower(hex(c.hash)) FROM changes c WHERE c.branch = branches.branch AND c.seq = 30)
            WHERE seq > 30`)
          db.exec('DELETE FROM changes WHERE seq > 30')
        }),
    ],
  ]
  test.each(strange)('%s is made anew', async (_, spoil) => {
    await enough()
    await kept()
    const whole = truthOf(copyPath())
    spoil(copyPath())
    expect(await kept()).toBe(true)
    expect(truthOf(copyPath())).toEqual(whole)
  })

  test('is made anew once the database let go of what the copy holds', async () => {
    await enough()
    await kept()
    const cut = (db: WriteDb): void => {
      db.exec(`UPDATE branches SET seq = seq - 1, hash =
        (SELECT lower(hex(c.hash)) FROM changes c WHERE c.branch = branches.branch AND c.seq = branches.seq - 1)
        WHERE seq > 1;
        DELETE FROM changes WHERE seq > (SELECT b.seq FROM branches b WHERE b.branch = changes.branch)`)
    }
    expect(await kept({ before: cut })).toBe(true)
    expect(truthOf(copyPath())).toEqual(truthOf(livePath()))
  })

  test('takes no journal of the copy before with it', async () => {
    await enough()
    await kept()
    writeFileSync(copyPath(), 'nothing')
    writeFileSync(`${copyPath()}-journal`, 'left by a crash')
    expect(await kept()).toBe(true)
    expect(existsSync(`${copyPath()}-journal`)).toBe(false)
  })
})

/** Changes a copy from outside. */
function spoilt(copy: string, change: (db: WriteDb) => void): void {
  const db = openForWriting(copy, dataKey)
  db.pragma('foreign_keys = OFF')
  db.pragma('journal_mode = DELETE')
  change(db)
  db.close()
}
