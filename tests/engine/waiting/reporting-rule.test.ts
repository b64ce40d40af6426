import { type Desk, openDistrict } from '../../support/desks/engine'
import { activityOf } from '../../support/records/month'

let desk: Desk
beforeEach(async () => {
  desk = await openDistrict()
  desk.clock.time = Date.parse('2026-11-27T02:00:00Z')
})
afterEach(() => desk.close())

const month = () => desk.rpc.waiting.month({})

test('without a rule a month is the calendar month, handed on by the 5th of the next', async () => {
  expect(await month()).toMatchObject({ period: '2026-11', until: '2026-12-05' })
  expect((await desk.rpc.waiting.ownPeriods({})).periods).toEqual([])
})

test('the newest rule in force makes the month and its last day; one for a single street or of later binds not here', async () => {
  await desk.save('reporting-rule', { from: '2026-01-01', dueDays: 10 })
  await desk.save('reporting-rule', { from: '2026-06-01', firstDay: 26, dueDays: 3 })
  await desk.save('reporting-rule', { from: '2027-01-01', dueDays: 1 })
  const street = { from: '2026-07-01', dueDays: 2, units: [desk.units.east] }
  await desk.rpc.records.save({ kind: 'reporting-rule', patch: street, operation: desk.operation() })
  expect(await month()).toMatchObject({
    period: '2026-11@26',
    label: '2026年11月（10月26日至11月25日）',
    until: '2026-11-28',
  })
  const { periods } = await desk.rpc.waiting.ownPeriods({})
  const months = periods.filter(({ value }) => /^\d{4}-\d\d@/.test(value))
  expect(months.slice(0, 2)).toEqual([
    { value: '2026-12@26', label: '2026年12月（11月26日至12月25日）' },
    { value: '2026-11@26', label: '2026年11月（10月26日至11月25日）' },
  ])
  // By hand: the rule of June holds from the month that ends on 06-25, which begins when May, the calendar's, is over.
  expect(months.at(-1)).toEqual({ value: '2026-06@1-26', label: '2026年6月（6月1日至25日）' })
  const { document } = await desk.rpc.reports.compute({ report: 'monthly', period: '2026-11@26' })
  expect(document.title).toContain('2026年11月（10月26日至11月25日）')
})

test('the first month of a rule begins when the last of the calendar’s is over: no day is reported twice', async () => {
  await desk.save('reporting-rule', { from: '2026-06-01', firstDay: 26, dueDays: 3 })
  // By hand: 05-25 and 05-28 are of May alone, 06-01 of June, 06-26 of July.
  for (const date of ['2026-05-25', '2026-05-28', '2026-06-01', '2026-06-26'])
    await desk.rpc.records.save({
      kind: 'activity',
      patch: { ...activityOf(desk.units.peach, '2026-05', 1).body, date },
      operation: desk.operation(),
    })
  const held = async (period: string) => {
    const { document } = await desk.rpc.reports.compute({ report: 'monthly', period })
    const shown = document.figures.filter(({ measure, unit }) => measure === 'activities' && unit === null)
    return Object.fromEntries(shown.map((figure) => [figure.period, figure.value]))
  }
  expect(await held('2026-06@26')).toEqual({ '2026-06@1-26': 1, '2026-05': 2 })
  expect(await held('2026-07@26')).toEqual({ '2026-07@26': 1, '2026-06@1-26': 1 })
  const { document } = await desk.rpc.reports.compute({ report: 'monthly', period: '2026-07@26' })
  expect(JSON.stringify(document)).toContain('注：因报送规则调整，上月为2026年6月1日至25日，共25天。')
  const { title, markup } = await desk.rpc.statistics.page({ period: '2026-06@26' })
  expect(title).toContain('（2026年6月，6月1日至25日）')
  expect(markup.replace(/<[^>]*>/g, '')).toContain('注：因报送规则调整，本月为2026年6月1日至25日，共25天。')
})

test('a quarter and a year are the district’s own months, and add up to them', async () => {
  await desk.save('reporting-rule', { from: '2020-01-01', firstDay: 26, dueDays: 3 })
  // By hand: 12-25 is of 2025, the next two days of 2026's first quarter; 09-25 of the third, 09-26 and 12-25 of the fourth, 12-26 of 2027.
  const days = [
    '2025-12-25',
    '2025-12-26',
    '2026-03-25',
    '2026-09-25',
    '2026-09-26',
    '2026-12-25',
    '2026-12-26',
  ]
  for (const date of days)
    await desk.rpc.records.save({
      kind: 'activity',
      patch: { ...activityOf(desk.units.peach, '2026-05', 1).body, date },
      operation: desk.operation(),
    })
  const held = async (report: string, period: string, measure = 'activities') => {
    const { document } = await desk.rpc.reports.compute({ report, period })
    const shown = document.figures.filter((one) => one.measure === measure && one.unit === null)
    return Object.fromEntries(shown.map((figure) => [figure.period, figure.value]))
  }
  const quarter = await held('quarterly', '2026-Q4')
  expect(quarter).toMatchObject({ '2026-Q4@26': 2, '2026-Q3@26': 1 })
  expect(quarter).toMatchObject({ '2026-10@26': 1, '2026-11@26': 0, '2026-12@26': 1 })
  const year = await held('annual', '2026')
  expect(year).toMatchObject({ '2026@26': 5, '2025@26': 1 })
  expect(year).toMatchObject({ '2026-Q1@26': 2, '2026-Q2@26': 0, '2026-Q3@26': 1, '2026-Q4@26': 2 })
  const leaflets = await held('quarterly', '2026-Q4', 'leaflets')
  const months = ['2026-10@26', '2026-11@26', '2026-12@26'].map((month) => leaflets[month] ?? 0)
  expect(leaflets['2026-Q4@26']).toBe(months.reduce((sum, value) => sum + value, 0))
  const { document } = await desk.rpc.reports.compute({ report: 'quarterly', period: '2026-Q4' })
  expect(document.title).toContain('2026年第四季度基层普法工作季报')
  expect(JSON.stringify(document)).toContain('注：本季度按报送月统计，为2026年9月26日至12月25日。')
  const { title, figures } = await desk.rpc.statistics.page({ period: '2026-Q4' })
  expect(title).toContain('（2026年第四季度，9月26日至12月25日）')
  expect(new Set(figures.map(({ period }) => period))).toEqual(
    new Set(['2026-Q4@26', '2026@26', '2025-Q4@26']),
  )
  const { periods } = await desk.rpc.reports.series({ measures: ['activities'], from: '2026', to: '2026' })
  expect(periods.map(({ figures: [one] }) => one?.value)).toEqual([1, 0, 1, 0, 0, 0, 0, 0, 1, 1, 0, 1])
  const { title: ledger } = await desk.rpc.ledgers.page({ ledger: 'activity', period: '2026-Q4' })
  expect(ledger).toContain('（2026年第四季度，9月26日至12月25日）')
})

describe('a rule for one street', () => {
  const activity = (unit: string, date: string) => ({ ...activityOf(unit, '2026-11', 1).body, date })
  beforeEach(async () => {
    const patch = { from: '2026-01-01', firstDay: 26, dueDays: 3, units: [desk.units.east] }
    await desk.rpc.records.save({ kind: 'reporting-rule', patch, operation: desk.operation() })
    // By hand: of the east 10-26 and 11-25 are of November, 10-25 and 11-26 are not; of the west 11-26 is.
    for (const date of ['2026-10-25', '2026-10-26', '2026-11-25', '2026-11-26'])
      await add(desk.units.peach, date)
    for (const date of ['2026-10-26', '2026-11-26']) await add(desk.units.far, date)
  })

  async function add(unit: string, date: string): Promise<void> {
    const patch = activity(unit, date)
    await desk.rpc.records.save({ kind: 'activity', patch, operation: desk.operation() })
  }

  const value = async (period: string, unit?: string) =>
    (await desk.rpc.reports.figure({ measure: 'activities', period, ...(unit && { unit }) })).value

  test('is honoured in the district’s figures and in the rows behind them, page by page', async () => {
    expect(await value('2026-11', desk.units.east)).toBe(2)
    expect(await value('2026-11', desk.units.west)).toBe(1)
    expect(await value('2026-11')).toBe(3)
    // Days that somebody chose are those days.
    expect(await value('2026-11-01..2026-11-30')).toBe(3)
    expect(await value('2026-11-01..2026-11-30', desk.units.east)).toBe(2)
    const dates: unknown[] = []
    for (let after: string | null | undefined; after !== null; ) {
      const asked = { measure: 'activities', period: '2026-11', limit: 1, ...(after && { after }) }
      const page = await desk.rpc.reports.figureRows(asked)
      dates.push(...page.rows.map(({ record }) => record.body.date))
      after = page.next
    }
    expect(dates).toEqual(['2026-11-26', '2026-10-26', '2026-11-25'])
  })

  test('is said on the paper', async () => {
    const { document } = await desk.rpc.reports.compute({ report: 'monthly', period: '2026-11' })
    expect(JSON.stringify(document)).toContain(
      '注：东街街道按其报送月统计：2026年11月（10月26日至11月25日）。',
    )
    const { markup } = await desk.rpc.statistics.page({ period: '2026-11' })
    expect(markup).toContain('东街街道按其报送月统计')
  })

  test('gives the street its own month and last day in 报送情况 and on the reminder', async () => {
    const readiness = await desk.rpc.waiting.month({ period: '2026-11' })
    expect(readiness).toMatchObject({ period: '2026-11', until: '2026-12-05' })
    expect(readiness.total.records).toBe(3)
    expect(readiness.streets).toMatchObject([
      { name: '东街街道', period: '2026-11@26', until: '2026-11-28', records: 2 },
      { name: '重庆路街道', period: '2026-11', until: '2026-12-05', records: 1 },
    ])
    const markup = (await desk.rpc.waiting.reminder({ period: '2026-11' })).markup.replace(/<[^>]*>/g, '')
    expect(markup).toContain('东街街道按其报送月报送：2026年11月（10月26日至11月25日）。')
    expect(markup).toContain('请在各自的截止日期前办理完毕')
    expect(markup).toContain('2026-11-28')
  })
})
