import { join } from 'node:path'
import { DATABASE_FILE, openForReading } from '../../../electron/engine/db/open'
import { settleSearch } from '../../../electron/hub/search/settle'
import { openHubSearch } from '../../../electron/hub/search/write'
import { migrate } from '../../../electron/hub/store/migrate'
import type { Store } from '../../../electron/hub/store/store'
import { createPrng } from '../../../shared/demo/prng'
import type { Flat } from '../../../shared/shapes'
import { type Desk, openStreet, passphrase, user } from '../../support/desks/engine'
import { dataKeyOf } from '../../support/desks/own-keys'
import { addDistrict, openRegion, type Region } from '../../support/hub/region'
import { testSeal } from '../../support/hub/sealed'
import { eachStore } from '../../support/hub/stores'
import { lawSize } from '../../support/laws/law-size'
import fc from '../../support/laws/property'

const prng = createPrng('found at the hub')
const names = ['解某', '解放', '欧阳雪莲', '欧春', '单田芳', '曾国强', '张三', '张三丰', '李雪', '阿依古丽']
const texts = [
  '解某的工资没有发',
  '民法典进院坝第3场',
  '重庆路12号',
  '欧阳雪莲家院子',
  "ABC公司's 2023",
  '燃气安全',
]
const phones = ['13812345678', '13898765678', '0832-2212345']
const cards = ['11010519491231002X', '510105199001011237']

let desk: Desk

beforeAll(async () => {
  desk = await openStreet()
  const operation = desk.operation()
  const patches = Array.from({ length: 60 }, () => ({
    date: '2026-11-02',
    unit: desk.units.peach,
    channel: 'call',
    category: 'wages',
    who: prng.pick(names),
    phone: prng.pick(phones),
    idNumber: prng.pick(cards),
    question: prng.pick(texts),
    answer: prng.pick(texts),
    receivedBy: prng.pick(names),
  }))
  const { ids } = await desk.rpc.records.addMany({ kind: 'consultation', patches, operation })
  for (const id of ids.filter((_, at) => at % 9 === 8))
    await desk.rpc.records.delete({ id, operation: desk.operation() })
  await desk.rpc.users.add({ name: '小录', role: 'entry', passphrase })
})
afterAll(() => desk.close())

interface Row {
  readonly rid: number
  readonly id: string
  readonly kind: string
  readonly number: string | null
  readonly deleted: number
  readonly body: string
}

/** A hub of two districts, one of them with all that the laptop holds. */
async function likeTheLaptop(store: Store): Promise<{ readonly east: number; readonly west: number }> {
  await migrate(store)
  const [east, west] = [
    await addDistrict(store, '东区', ['city', 'east']),
    await addDistrict(store, '西区', ['city', 'west']),
  ]
  const db = openForReading(join(desk.profile, DATABASE_FILE), await dataKeyOf(desk))
  const rows = db
    .prepare<[], Row>('SELECT rid, id, kind, number, deleted, body FROM records ORDER BY rid')
    .all()
  db.close()
  const all = rows.map(({ body, deleted, ...row }) => ({
    ...row,
    deleted: deleted === 1,
    before: undefined,
    flat: JSON.parse(body) as Flat,
  }))
  for (const { rid, id, kind, number, deleted, flat } of all)
    await store.query(
      `INSERT INTO records (district, rid, id, kind, scope, number, title, body, heads, deleted)
       VALUES ($1, $2, $3, $4, '*', $5, '', $6, '{"base":"0199000000000000aa"}', $7)`,
      [east, rid, id, kind, number, JSON.stringify(flat), deleted],
    )
  await openHubSearch(store, east, testSeal).write(all)
  return { east, west }
}

/** Parts of what the records hold, of their pinyin, and of nothing. */
const typed = fc
  .array(
    fc.oneof(
      fc
        .tuple(
          fc.constantFrom(...names, ...texts, ...phones, ...cards, '桃花村', 'HD', '2026', '欠薪'),
          fc.nat(8),
          fc.integer({ min: 1, max: 18 }),
        )
        .map(([of, from, length]) => of.slice(from, from + length)),
      fc.constantFrom(
        'xi',
        'xiem',
        'ouyangxue',
        'oyxl',
        'shan',
        'minfadian',
        'z',
        '5678',
        '002x',
        '1237',
        '0',
      ),
      fc.constantFrom("'", "' | '", '\\', '!', ':*', '\u{f5f20}', '\uE0061', "张' & !'三"),
    ),
    { minLength: 1, maxLength: 2 },
  )
  .map((parts) => parts.join(' '))

const idsOf = (found: readonly { readonly id: string }[]): readonly string[] => found.map(({ id }) => id)

eachStore((under) => {
  let region: Region
  afterEach(() => region.close())

  test('a hub finds what a laptop finds, in the same order, for who may see what masks hide and who may not', async () => {
    region = await openRegion(under, likeTheLaptop)
    const visitors = { admin: await region.as('east', 'admin'), read: await region.as('east', 'read') }
    let visitor = visitors.admin
    const compared = async (text: string, limit: number): Promise<void> => {
      const [here, there] = [
        await desk.rpc.find.search({ text, limit }),
        await visitor.ok('find.search', { text, limit }),
      ]
      for (const group of ['units', 'people', 'records'] as const)
        expect([group, there[group].map(({ id, people }) => [id, people])]).toEqual([
          group,
          here[group].map(({ id, people }) => [id, people]),
        ])
      const asked = { kind: 'consultation', filter: { text }, limit: 100 } as const
      const [listed, known] = [await visitor.ok('records.list', asked), await desk.rpc.records.list(asked)]
      expect(new Set(idsOf(listed.rows))).toEqual(new Set(idsOf(known.rows)))
    }
    for (const role of ['admin', 'read'] as const) {
      await desk.rpc.session.unlock({ user: role === 'admin' ? user : '小录', passphrase })
      visitor = visitors[role]
      await fc.assert(fc.asyncProperty(typed, fc.integer({ min: 1, max: 50 }), compared), {
        numRuns: lawSize(100),
      })
    }
    // What has left the latest part is found among all.
    await settleSearch(region.owner, 3)
    expect(await region.owner.query('SELECT count(*) AS n FROM search_latest')).toEqual([{ n: 3 }])
    for (const text of ['解', '重庆路', '桃花', '5678']) await compared(text, 50)
  })

  test('a whole value is told to whoever asks, so often in an hour, and every question is in the audit', async () => {
    region = await openRegion(under, likeTheLaptop)
    const visitor = await region.as('east', 'read')
    const asked = { text: '13812345678', operation: desk.operation() }
    const { records } = await visitor.ok('find.whole', asked)
    expect(records.length).toBeGreaterThan(0)
    expect(new Set(records.flatMap(({ people }) => people.map(({ shown }) => shown)))).toEqual(
      new Set(['138****5678']),
    )
    expect((await visitor.ok('find.whole', { ...asked, text: '1381234567' })).records).toEqual([])
    for (let time = 2; time < 20; time += 1) await visitor.ok('find.whole', asked)
    expect(await visitor.call('find.whole', asked)).toMatchObject({ error: { code: 'find.too-often' } })
    const [noted] = await region.owner.query(
      `SELECT count(*) AS n, max(detail) AS told FROM hub_audit WHERE action = 'find.whole'`,
    )
    expect(noted).toEqual({ n: 20, told: '{}' })
    const west = await region.as('west', 'admin')
    expect((await west.ok('find.whole', asked)).records).toEqual([])
    expect(await west.ok('find.search', { text: '解' })).toEqual({ units: [], people: [], records: [] })
  })
})
