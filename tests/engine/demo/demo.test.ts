import type { Rpc } from '../../../shared/contract/rpc'
import { kinds } from '../../../shared/kinds'
import type { RecordView } from '../../../shared/records/view'
import { openDistrict, openStreet, refusal, sessionPatch } from '../../support/desks/engine'
import { newDistrict } from '../../support/records/demo-district'

async function every(rpc: Rpc, kind: string): Promise<readonly RecordView[]> {
  const { rows, next } = await rpc.records.list({ kind, limit: 1000 })
  expect(next).toBeNull()
  return rows
}
const ledgers = [
  ...['activity', 'courtyard-session', 'consultation', 'wage-arrears-lead', 'mediation', 'legal-aid-case'],
  'counsel-service',
]
/** How many records of each kind there are. */
async function counts(rpc: Rpc): Promise<Readonly<Record<string, number>>> {
  const found: [string, number][] = []
  for (const { name } of kinds) found.push([name, (await rpc.records.count({ kind: name })).total])
  return Object.fromEntries(found)
}
const idsOf = async (rpc: Rpc, kind: string): Promise<readonly string[]> =>
  (await every(rpc, kind)).map(({ id }) => id)

describe('example data in a new district', () => {
  let made: Awaited<ReturnType<typeof newDistrict>>
  const order = { seed: 7, period: '2026', size: 600 }
  beforeAll(async () => {
    made = await newDistrict()
    await made.rpc.profile.demo(order)
  })
  afterAll(() => made.close())

  test('logs nothing for days that have not come yet', async () => {
    const { rpc } = made
    for (const kind of ledgers)
      expect((await rpc.records.count({ kind, filter: { from: '2026-11-04' } })).total).toBe(0)
  })

  test('brings its own streets and villages, teams and people, and as much work as asked for', async () => {
    const { rpc } = made
    const found = await counts(rpc)
    expect(found).toMatchObject({ unit: 1 + 4 + 26, team: 26, person: 148 })
    expect((found.activity ?? 0) + (found['courtyard-session'] ?? 0)).toBe(600)
    expect(Object.keys(found).filter((kind) => found[kind] === 0)).toEqual([])
  })

  test('logs nothing for days that have not come yet', async () => {
    const { rpc } = made
    for (const kind of ['activity', 'courtyard-session'])
      expect((await rpc.records.count({ kind, filter: { from: '2026-11-04' } })).total).toBe(0)
  })

  test('is marked as example data', async () => {
    expect((await made.rpc.profile.state({})).demo).toBe(true)
  })

  test('is numbered without a gap like typed records, in the order of its dates', async () => {
    const rows = (await every(made.rpc, 'courtyard-session')).filter(({ number }) =>
      number?.startsWith('001-'),
    )
    const inOrder = rows.toSorted((a, b) => String(a.number).localeCompare(String(b.number)))
    const serials = inOrder.map(({ number }) => Number(number?.slice(-4)))
    expect(serials).toEqual(serials.map((_, i) => i + 1))
    const dates = inOrder.map(({ body }) => String(body.date))
    expect(dates).toEqual(dates.toSorted())
  })

  test('is found by search and counted in the month', async () => {
    const { rpc } = made
    expect((await rpc.records.count({ kind: 'activity', filter: { text: '民法典' } })).total).toBeGreaterThan(
      0,
    )
    const year = await rpc.reports.figure({ measure: 'events', period: '2026' })
    expect(year.value).toBeGreaterThan(550)
    expect(year.value).toBeLessThan(600)
  })

  test('passes the check of the whole profile', async () => {
    expect(await made.rpc.safety.verify({})).toMatchObject({ ok: true })
  })

  test('is written once: asking again adds nothing, another year only that year’s work', async () => {
    expect(await made.rpc.profile.demo(order)).toEqual({ records: 0 })
    const before = await counts(made.rpc)
    await made.rpc.profile.demo({ ...order, period: '2025-12', size: 40 })
    const after = await counts(made.rpc)
    const grown = Object.keys(after).filter((kind) => after[kind] !== before[kind])
    expect(grown.toSorted()).toEqual(
      [
        ...ledgers,
        ...[
          'calendar-day',
          'case-story',
          'counsel-contract',
          'holiday-year',
          'indicator-value',
          'law-exam',
          'monthly-theme',
        ],
        ...['public-notice', 'publicity-fund', 'responsibility-item'],
      ].toSorted(),
    )
    const events = (found: typeof after): number => (found.activity ?? 0) + (found['courtyard-session'] ?? 0)
    expect(events(after)).toBe(events(before) + 40)
  })

  test('is the same in another profile with the same seed, and different with another', async () => {
    const [same, other] = [await newDistrict(), await newDistrict()]
    await same.rpc.profile.demo(order)
    await other.rpc.profile.demo({ ...order, seed: 8 })
    const period = { from: '2026-01-01', to: '2026-12-31' }
    const own = await made.rpc.records.list({ kind: 'activity', filter: period, limit: 1000 })
    const ids = own.rows.map(({ id }) => id)
    expect(await idsOf(same.rpc, 'activity')).toEqual(ids)
    expect((await idsOf(other.rpc, 'activity')).filter((id) => ids.includes(id))).toEqual([])
    await same.close()
    await other.close()
  })
})

describe('example data in a profile with units', () => {
  test('fills the villages that a district has already entered', async () => {
    const desk = await openDistrict()
    await desk.rpc.profile.demo({ seed: 1, period: '2026-11', size: 50 })
    expect((await desk.rpc.records.count({ kind: 'unit' })).total).toBe(7)
    expect((await desk.rpc.records.count({ kind: 'team' })).total).toBe(4)
    await desk.close()
  })

  test('stays inside the street of a laptop', async () => {
    const desk = await openStreet()
    await desk.rpc.profile.demo({ seed: 1, period: '2026-11', size: 50 })
    for (const kind of [...ledgers, 'adviser', 'honour', 'law-reader']) {
      const scopes = (await every(desk.rpc, kind)).map(({ scope }) => scope)
      expect([kind, new Set(scopes)]).toEqual([kind, new Set([desk.units.east])])
    }
    for (const kind of ['monthly-theme', 'subsidy-rate', 'responsibility-item', 'dictionary-entry'])
      expect((await desk.rpc.records.count({ kind })).total).toBe(0)
    await desk.close()
  })

  test('is refused beside real records, and changes nothing', async () => {
    const desk = await openStreet()
    const patch = sessionPatch(desk)
    await desk.rpc.records.save({ kind: 'courtyard-session', patch, operation: desk.operation() })
    const refused = await refusal(desk.rpc.profile.demo({ seed: 1, period: '2026-11', size: 50 }))
    expect(refused.code).toBe('demo.real-data')
    expect((await desk.rpc.profile.state({})).demo).toBe(false)
    expect((await desk.rpc.records.count({ kind: 'team' })).total).toBe(0)
    await desk.close()
  })

  test('tells how far it is', async () => {
    const desk = await openStreet()
    const told: number[] = []
    desk.engine.on('progress', ({ done }) => told.push(done))
    await desk.rpc.profile.demo({ seed: 1, period: '2026', size: 2500 })
    expect(told.length).toBeGreaterThan(3)
    expect(told).toEqual(told.toSorted((a, b) => a - b))
    await desk.close()
  })
})
