import type { Random } from '../../../electron/engine/context'
import { addHubAccount, type HubRole, type NewHubAccount } from '../../../electron/hub/accounts/accounts'
import { beginSession, sessionOf } from '../../../electron/hub/accounts/sessions'
import { codeOfStep } from '../../../electron/hub/accounts/totp'
import { prepareServing } from '../../../electron/hub/reach/roles'
import { openEmbeddedServing, openServing, type Serving } from '../../../electron/hub/reach/serving'
import { answerHubCall } from '../../../electron/hub/reads/answer'
import type { Seal } from '../../../electron/hub/sealed/seal'
import { openHubSearch } from '../../../electron/hub/search/write'
import { migrate } from '../../../electron/hub/store/migrate'
import type { Store } from '../../../electron/hub/store/store'
import type { Answer, CallName, Input, Output } from '../../../shared/contract'
import { contract } from '../../../shared/contract'
import type { Flat } from '../../../shared/shapes'
import { seededRandom } from '../desks/engine'
import { testSeal } from './sealed'
import type { StoreUnderTest } from './stores'

/** What every account of these tests is opened with. */
export const hubPassphrase = '山高水长 路在脚下'

/** scrypt's N of these tests. */
export const hubCost = 2 ** 10

/** An id for a short name of at most six letters, always the same. */
export const idOf = (name: string): string =>
  `01990000-0000-7000-8000-${Buffer.from(name).toString('hex').padStart(12, '0')}`

/** A record as a test writes it down. */
export interface PlainRecord {
  readonly id: string
  readonly kind: string
  readonly scope?: string
  readonly number?: string | null
  readonly body: Readonly<Record<string, unknown>>
}

/** Makes a district of a hub by hand; `region` from the top down, its own unit last. @returns its number */
export async function addDistrict(store: Store, name: string, region: readonly string[]): Promise<number> {
  const [row] = await store.query<{ district: number }>(
    'INSERT INTO districts (site, unit, name, region) VALUES ($1, $2, $3, $4) RETURNING district',
    [`site of ${name}`, region.at(-1), name, region],
  )
  return row?.district ?? 0
}

/** Writes records of a district by hand, as ingest would. */
export async function addRecords(
  store: Store,
  district: number,
  records: readonly PlainRecord[],
  before = 0,
): Promise<void> {
  for (const [at, { id, kind, scope = '*', number = null, body }] of records.entries()) {
    const row = { district, rid: before + at + 1, id, kind, scope, number, title: id, body, deleted: false }
    await store.query('INSERT INTO records SELECT * FROM jsonb_populate_record(NULL::records, $1)', [
      JSON.stringify({ ...row, ...written }),
    ])
  }
  const rows = records.map(({ id, kind, number = null, body }, at) => ({
    rid: before + at + 1,
    id,
    kind,
    before: undefined,
    deleted: false,
    flat: { ...body, ...(number !== null && { $number: number }) } as Flat,
  }))
  await openHubSearch(store, district, testSeal).write(rows)
}

/** What ingest tells of who wrote a record and when. */
const written = {
  heads: { base: '0199000000000000aa' },
  conflicts: 0,
  created_at: '2026-11-28T01:00:00.000Z',
  created_by: '王五',
  updated_at: '2026-11-28T02:00:00.000Z',
  last_change: '0199000000000000aa',
}

/** A city of two districts, each with a record of its own; the city's unit is `city`, the districts' `east` and `west`. */
export async function twoDistricts(store: Store): Promise<{ readonly east: number; readonly west: number }> {
  await migrate(store)
  const east = await addDistrict(store, '东区', ['city', 'east'])
  const west = await addDistrict(store, '西区', ['city', 'west'])
  await addRecords(store, east, [{ id: 'e1', kind: 'unit', body: { name: '东区', level: 'district' } }])
  await addRecords(store, west, [{ id: 'w1', kind: 'unit', body: { name: '西区', level: 'district' } }])
  return { east, west }
}

/** An account with its authenticator in hand. */
export interface OwnedAccount {
  readonly name: string
  readonly secret: Uint8Array
  /** What the authenticator shows. @param now ms since 1970 */
  code(now: number): string
}

/** The clock of these tests, which they move by hand. */
export const handClock = (start = Date.UTC(2026, 10, 29)) => {
  let now = start
  return { now: () => now, forward: (ms: number) => (now += ms) }
}

/** Makes an account and keeps what its owner's telephone would. */
export async function addOwnedAccount(
  store: Store,
  made: Omit<NewHubAccount, 'passphrase'>,
  clock = handClock(),
  random: Random = seededRandom(made.name.length + 7),
): Promise<OwnedAccount> {
  let secret: Uint8Array = new Uint8Array()
  const kept: Random = {
    bytes: (count) => {
      const bytes = random.bytes(count)
      if (count === 20) secret = bytes
      return bytes
    },
  }
  await addHubAccount(
    store,
    { ...made, passphrase: hubPassphrase },
    { clock, random: kept, kdfCost: hubCost },
  )
  return { name: made.name, secret, code: (now) => codeOfStep(secret, Math.floor(now / 30_000)) }
}

/** Somebody with a session: calls of the page, without the page. */
export interface HubVisitor {
  call(name: string, input: unknown): Promise<Answer<unknown>>
  /** @throws Error with the code where it is refused */
  ok<N extends CallName>(name: N, input: Input<N>): Promise<Output<N>>
  /** What a call left for the page under this word. */
  file(word: string): Uint8Array | undefined
}

/** `twoDistricts`, served, and whoever is asked to visit. */
export interface Region {
  readonly owner: Store
  readonly serving: Serving
  readonly east: number
  readonly west: number
  as(region: string, role: HubRole): Promise<HubVisitor>
  /** Ends the connections of the two roles. */
  close(): Promise<void>
}

/** Two districts that are made by hand. */
type TwoDistricts = (store: Store) => Promise<{ readonly east: number; readonly west: number }>

/** Opens a hub of two districts as `hub serve` does; on PostgreSQL with the two roles that serve it. */
export async function openRegion(
  under: Pick<StoreUnderTest, 'engine' | 'open'>,
  make: TwoDistricts = twoDistricts,
  seal = testSeal,
): Promise<Region> {
  const random = seededRandom(3)
  const owner = await under.open()
  const districts = await make(owner)
  const serving = await servingOf(under.engine, owner, random, seal)
  const clock = handClock()
  return {
    owner,
    serving,
    ...districts,
    close: async () => {
      if (under.engine === 'postgres') await serving.close()
    },
    async as(region, role) {
      const name = `${region} ${role}`
      await addOwnedAccount(owner, { name, role, region }, clock, random)
      const [row] = await owner.query<{ account: number }>('SELECT account FROM accounts WHERE name = $1', [
        name,
      ])
      const token = `token of ${name}`
      await beginSession(owner, row?.account ?? 0, token)
      const account = await sessionOf(serving.door, token)
      if (!account) throw new Error('no session')
      const kept = new Map<string, Uint8Array>()
      const keep = (word: string, content: Uint8Array): string => {
        kept.set(word, content)
        return word
      }
      const asker = { account, token, now: clock.now(), today: '2026-11-29', files: { keep } }
      const call = (called: string, input: unknown) => answerHubCall(serving, asker, called, input)
      return {
        call,
        file: (word) => kept.get(word),
        async ok<N extends CallName>(called: N, input: Input<N>) {
          const answer = await call(called, input)
          if ('error' in answer) throw new Error(JSON.stringify(answer.error))
          return contract[called].output.parse(answer.ok) as Output<N>
        },
      }
    },
  }
}

/** Where a role finds the database of a store: the server's own word, since tests let everybody in from this computer. */
async function addressAs(owner: Store, role: string): Promise<string> {
  const [at] = await owner.query<{ port: number; name: string }>(
    'SELECT inet_server_port() AS port, current_database()::text AS name',
  )
  return `postgres://${role}@127.0.0.1:${at?.port}/${at?.name}`
}

/** The hub's database as a serving process has it; closed before its owner's store is. */
export async function servingOf(
  engine: Store['engine'],
  owner: Store,
  random: Random,
  seal: Seal,
): Promise<Serving> {
  if (engine === 'pglite') return openEmbeddedServing(owner, random, seal)
  const { door, reader } = await prepareServing(owner, { door: 'd', reader: 'r' }, random)
  return openServing({ door: await addressAs(owner, door), reader: await addressAs(owner, reader) }, seal)
}
