import { cpSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { emptyLog, openForWriting } from '../../../electron/engine/db/open'
import { RpcError } from '../../../shared/contract/rpc'
import type { ErrorBody } from '../../../shared/errors'
import { type Computer, passphrase, user } from '../../support/desks/engine'
import { dataKeyOf } from '../../support/desks/keys'
import { meet, type Pair, pair, session } from '../../support/desks/pair'
import { type SqliteFailure, withFailure } from '../../support/faults/failing-sqlite'
import { isFullSize } from '../../support/laws/law-size'
import { givenSeed, seedFor, tell } from '../../support/laws/seed'

// Each call of SQLite's fails once, in works that write. It is seen to that nothing is half done, that the same work goes through
// afterwards, and that all can be proved right.

const SESSIONS = 12
const leaving = '王录入'
const seed = seedFor('failing SQLite')

/** How many places of a work are tried: in the hunt each, else some that lie evenly, and elsewhere each day in CI. */
const TRIES = givenSeed() === undefined ? (isFullSize ? 60 : 6) : Number.POSITIVE_INFINITY
const turn = isFullSize ? Math.floor(Date.now() / 86_400_000) : seed
const failures: readonly SqliteFailure[] = ['SQLITE_FULL', 'SQLITE_IOERR_WRITE', 'SQLITE_BUSY']

let story: Pair
let fresh: string
let bundle: string
beforeAll(async () => {
  story = await pair()
  const { district, a, units, stick } = story
  await meet(district, a)
  await district.rpc.users.add({ name: leaving, role: 'entry', passphrase: '另一句口令一二三' })
  const patches = Array.from({ length: SESSIONS }, (_, people) => session(units.peach, { people }))
  await a.rpc.records.addMany({ kind: 'courtyard-session', patches, operation: a.operation() })
  bundle = join(stick, (await a.send()).file)
  fresh = `${district.profile}-fresh`
  await district.rpc.session.lock({})
  cpSync(district.profile, fresh, { recursive: true })
  await district.rpc.session.unlock({ user, passphrase })
})
afterAll(() => story.close())

async function signIn({ rpc }: Computer): Promise<void> {
  await rpc.session.lock({})
  await rpc.session.unlock({ user, passphrase })
}

async function begin(): Promise<void> {
  const { district } = story
  await district.rpc.session.lock({})
  rmSync(district.profile, { recursive: true })
  cpSync(fresh, district.profile, { recursive: true })
  await signIn(district)
}

const sessions = async (): Promise<number> =>
  (await story.district.rpc.records.count({ kind: 'courtyard-session' })).total

/** What came of work: `done`, or the code by which it was refused. */
async function outcome(work: () => Promise<unknown>): Promise<string> {
  try {
    await work()
    return 'done'
  } catch (error) {
    return error instanceof RpcError ? error.body.code : String(error)
  }
}

/** A work, and what must be so after it was done, and after it was refused. */
interface Work {
  readonly name: string
  does(): Promise<unknown>
  done(): Promise<void>
  refused(): Promise<void>
}

const importing: Work = {
  name: 'an import',
  does: () => story.district.rpc.sync.importBundles({ files: [story.district.engine.grant(bundle)] }),
  done: async () => expect(await sessions()).toBe(SESSIONS),
  refused: async () => expect(await sessions()).toBe(0),
}

const works: readonly Work[] = [
  {
    name: 'a save',
    does: () => story.district.save('courtyard-session', session(story.units.peach)),
    done: async () => expect(await sessions()).toBe(1),
    refused: async () => expect(await sessions()).toBe(0),
  },
  importing,
  {
    name: 'a backup',
    does: () => story.district.rpc.safety.backup({ folder: story.district.engine.grant(story.stick) }),
    done: async () => expect(backups().length).toBeGreaterThan(0),
    refused: async () => expect(readdirSync(story.district.profile).join()).not.toMatch(/backup-of-/),
  },
  {
    name: 'a copy by itself, of pages',
    does: async () => {
      const { problems } = await story.district.rpc.safety.keepCopies({ why: 'close' })
      for (const code of problems) throw new RpcError({ code, params: {}, retryable: true } as ErrorBody)
    },
    done: async () => expect(copies().length).toBe(1),
    refused: async () => {
      expect(readdirSync(story.district.profile).join()).not.toMatch(/backup-of-/)
      // Nobody who reads is left over, or the write-ahead log would grow until the next start.
      const key = await dataKeyOf(story.district.profile)
      const db = openForWriting(join(story.district.profile, 'profile.db'), key)
      expect(emptyLog(db)).toBe(true)
      db.close()
    },
  },
  {
    name: 'a re-key',
    does: () => story.district.rpc.users.remove({ name: leaving }),
    done: async () => expect(await people()).toEqual([user]),
    refused: async () => expect([...(await people())].sort()).toEqual([user, leaving].sort()),
  },
]

const copies = (): string[] =>
  readdirSync(join(story.district.profile, 'backups')).filter((name) => name.endsWith('.ybk'))
const backups = (): string[] => readdirSync(story.stick).filter((name) => name.endsWith('.ybk'))
const people = async (): Promise<string[]> =>
  (await story.district.rpc.users.list({})).users.map(({ name }) => name)

const failing = (nth: number, of: (sql: string) => boolean, work: () => Promise<unknown>): Promise<string> =>
  withFailure({ nth, code: 'SQLITE_FULL', of }, () => outcome(work))

test('a passphrase that was told not to have changed, because the commit failed, has not', async () => {
  await begin()
  const { district } = story
  const change = () => district.rpc.users.changePassphrase({ old: passphrase, new: '换成一句新的话了' })
  // The first one keeps the file of before, the second lets the database believe both files of keys.
  expect(await failing(3, (sql) => sql === 'COMMIT', change)).toBe('file.no-space')
  await signIn(district)
  expect((await district.rpc.safety.verify({})).ok).toBe(true)
})

test('a database that fails while a bundle is read is not told as a bundle that is damaged', async () => {
  await begin()
  expect(await failing(1, (sql) => sql.includes('FROM changes'), importing.does)).toBe('file.no-space')
})

test.each([
  ['memory is not given back', 2, 'cache_size'],
  ['the log is not minded again', 2, 'wal_autocheckpoint'],
] as const)('an import that was committed is not told as refused because %s', async (_, nth, of) => {
  await begin()
  expect(await failing(nth, (sql) => sql.includes(of), importing.does)).toBe('done')
  await importing.done()
})

test('a removal that was committed is not told as failed because the database is not read after it', async () => {
  await begin()
  let commits = 0
  const isAfter = (sql: string): boolean => {
    // The first one keeps the file of before, the second lets the database believe both files of keys.
    if (sql === 'COMMIT') commits += 1
    return commits > 2 && sql.includes('FROM meta')
  }
  const remove = () => story.district.rpc.users.remove({ name: leaving })
  expect(await failing(1, isAfter, remove)).toBe('done')
  await signIn(story.district)
  expect(await people()).toEqual([user])
})

test('a database at which somebody is is not told as a damaged one', async () => {
  const { district } = story
  await district.rpc.session.lock({})
  const of = (sql: string): boolean => sql.includes('FROM sqlite_schema')
  const unlock = () => district.rpc.session.unlock({ user, passphrase })
  expect(await withFailure({ nth: 1, code: 'SQLITE_BUSY', of }, () => outcome(unlock))).toBe('profile.in-use')
  await unlock()
})

/** The places that are tried of so many: in another order of remainders each day. */
function placesOf(calls: number): number[] {
  const step = Math.max(1, Math.ceil(calls / TRIES))
  return Array.from(
    { length: Math.floor((calls - 1 - (turn % step)) / step) + 1 },
    (_, at) => 1 + (turn % step) + at * step,
  )
}

test.each(works)(
  'wherever a call of SQLite’s fails in $name, it is whole or not there, the same again goes through, and all is right',
  async ({ name, does, done, refused }) => {
    await begin()
    const calls = await withFailure({ nth: 0, code: 'SQLITE_FULL', isUndone: false }, async (counted) => {
      await does()
      return counted.calls
    })
    await done()
    const tally = new Map<string, number>()
    const places = placesOf(calls)
    for (const [place, nth] of places.entries()) {
      await begin()
      // By the place in the list: the numbers of a rotation may all have one remainder.
      const code = failures[place % failures.length] ?? 'SQLITE_FULL'
      const isUndone = code !== 'SQLITE_BUSY' && nth % 2 === 0
      const at = `${name}, call ${nth} of ${calls}: ${code}${isUndone ? ', undone' : ''}`
      const came = await withFailure({ nth, code, isUndone }, () => outcome(does))
      tally.set(came, (tally.get(came) ?? 0) + 1)
      const words = [`done`, 'file.no-space', 'profile.disk-failed', 'profile.in-use']
      expect([at, words.includes(came) ? 'in words' : came]).toEqual([at, 'in words'])
      // Whoever was signed out by it comes in again.
      await signIn(story.district)
      const asTold = came === 'done' ? done : refused
      expect([at, came, await outcome(asTold)]).toEqual([at, came, 'done'])
      if (came !== 'done') expect([at, await outcome(does)]).toEqual([at, 'done'])
      await signIn(story.district)
      await done()
      const { checks } = await story.district.rpc.safety.verify({})
      expect([at, checks.filter(({ ok }) => !ok)]).toEqual([at, []])
      const left = readdirSync(story.district.profile).filter((file) => /^spool-|\.tmp$|backup-of/.test(file))
      expect([at, left]).toEqual([at, []])
    }
    tell(
      `SQLite fails in ${name}: ${places.length} of ${calls} calls, from ${places[0]}: ${JSON.stringify(Object.fromEntries(tally))}`,
    )
    expect(tally.size).toBeGreaterThan(0)
  },
  3_600_000,
)
