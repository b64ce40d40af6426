import { refusal } from '../../support/desks/engine'
import { type Pair, pair } from '../../support/desks/pair'

let story: Pair
beforeAll(async () => {
  story = await pair()
  const { district, a } = story
  await district.take((await a.send()).file)
})
afterAll(() => story.close())

test('a locked month binds what is typed, never what a stick brings: that is taken and listed as a difference', async () => {
  const { district, a, units } = story
  const session = {
    date: '2026-11-02',
    start: '19:00',
    unit: units.peach,
    courtyard: '解家院子',
    chair: '王主持',
    speaker: '赵主讲',
    households: 20,
    people: 30,
    agenda: '根治欠薪',
    leaflets: 60,
  }
  const record = await a.save('courtyard-session', session)
  await district.take((await a.send()).file)
  const { id } = await district.rpc.reports.freeze({
    report: 'monthly',
    period: '2026-11',
    operation: district.operation(),
  })
  await district.rpc.records.save({
    kind: 'upward-setting',
    patch: { from: '2026-01-01', locks: true },
    operation: district.operation(),
  })
  // Before it has heard of it, the street writes on.
  a.clock.time += 3_600_000
  await a.rpc.records.save({
    kind: 'courtyard-session',
    id: record,
    patch: { people: 31 },
    operation: a.operation(),
  })
  await district.take((await a.send()).file)
  expect((await district.rpc.records.get({ id: record })).body.people).toBe(31)
  const { figures } = await district.rpc.reports.differences({ id })
  expect(JSON.stringify(figures)).toContain('31')
  // Once it has, its own clerk is told.
  await a.take((await district.send('东街街道A')).file)
  const refused = await refusal(
    a.rpc.records.save({
      kind: 'courtyard-session',
      id: record,
      patch: { people: 32 },
      operation: a.operation(),
    }),
  )
  expect(refused.code).toBe('report.locked')
})
