import { type Desk, openDistrict, sessionPatch } from '../../support/desks/engine'

const kind = 'courtyard-session'
const period = '2026-11'
let desk: Desk
let ids: readonly string[]
let rule: string

const edit = (what: string, input: { patch: Record<string, string>; id?: string }) =>
  desk.rpc.records.save({ kind: what, ...input, operation: desk.operation() })
const figure = async (measure: string) => (await desk.rpc.reports.figure({ measure, period })).value
const rowsBehind = async (measure: string) =>
  (await desk.rpc.reports.figureRows({ measure, period })).rows.map(({ record }) => record.body.courtyard)
/** A page without its tags: they part a sentence into lines and numbers. */
const wordsOf = ({ markup }: { markup: string }): string => markup.replaceAll(/<[^>]+>|\s/g, '')
const page = (variant: 'internal' | 'upward') => desk.rpc.ledgers.page({ ledger: kind, period, variant })

beforeAll(async () => {
  desk = await openDistrict()
  const patches = ['早的', '没审核', '已审核', '退回的'].map((courtyard, at) =>
    sessionPatch(desk, { courtyard, date: `2026-11-0${at + 1}`, people: 10 ** at }),
  )
  ids = (await desk.rpc.records.addMany({ kind, patches, operation: desk.operation() })).ids
  for (const [at, move] of [
    [2, 'approve'],
    [3, 'return'],
  ] as const)
    await desk.rpc.records.move({
      id: ids[at] ?? '',
      flow: 'status',
      move,
      reason: '人数不对',
      operation: desk.operation(),
    })
})
afterAll(() => desk.close())

test('without a rule all that was submitted counts, what was sent back too, and no paper speaks of it', async () => {
  expect(await figure('attendance')).toBe(1111)
  expect((await page('upward')).rows).toBe(4)
  const { markup } = await desk.rpc.reports.page({ report: 'monthly', period })
  expect(markup).not.toContain('审核通过')
})

test('from the day that the district says, only what was approved is in figures and in ledgers that go up', async () => {
  rule = (await edit('counting-rule', { patch: { from: '2026-11-02' } })).id
  expect(await figure('attendance')).toBe(101)
  expect(await figure('sessions')).toBe(2)
  expect(await rowsBehind('attendance')).toEqual(['早的', '已审核'])
  expect((await page('upward')).rows).toBe(2)
  expect((await page('internal')).rows).toBe(4)
})

test('the papers say so, and what waits is told to be left out', async () => {
  const said = '日期在2026年11月2日及以后的记录，审核通过后计入'
  expect(wordsOf(await desk.rpc.reports.page({ report: 'monthly', period }))).toContain(
    '日期在2026年11月2日及以后的记录',
  )
  expect(wordsOf(await page('upward'))).toContain(said)
  expect(wordsOf(await page('internal'))).not.toContain(said)
  expect(wordsOf(await desk.rpc.statistics.page({ period, variant: 'upward' }))).toContain(said)
  const earlier = await desk.rpc.reports.page({ report: 'monthly', period: '2026-10' })
  expect(wordsOf(earlier)).not.toContain('审核通过')
  expect(await desk.rpc.records.unreviewed({ kind })).toEqual({
    submitted: 2,
    returned: 1,
    approvedFrom: '2026-11-02',
  })
})

test('a session whose activity is not approved yet counts for itself', async () => {
  const patch = {
    date: '2026-11-05',
    unit: desk.units.peach,
    theme: '宪法宣传',
    place: '桃花村',
    organiser: '司法所',
    form: 'lecture',
    attendance: 5,
  }
  const activity = await desk.rpc.records.save({ kind: 'activity', patch, operation: desk.operation() })
  await edit(kind, { id: ids[2] ?? '', patch: { activity: activity.id } })
  expect(await figure('attendance')).toBe(101)
  await desk.rpc.records.delete({ id: activity.id, operation: desk.operation() })
})

test('the earliest rule holds, and without a rule all counts again', async () => {
  const later = await edit('counting-rule', { patch: { from: '2026-11-04' } })
  expect(await figure('attendance')).toBe(101)
  await desk.rpc.records.delete({ id: rule, operation: desk.operation() })
  expect(await figure('attendance')).toBe(111)
  await desk.rpc.records.delete({ id: later.id, operation: desk.operation() })
  expect(await figure('attendance')).toBe(1111)
})
