import { type Desk, openDistrict } from '../../support/desks/engine'

let desk: Desk
beforeEach(async () => {
  desk = await openDistrict()
  desk.clock.time = Date.parse('2026-11-27T02:00:00Z')
})
afterEach(() => desk.close())

const month = () => desk.rpc.waiting.month({})

test('without a rule a month is the calendar month, handed on by the 5th of the next', async () => {
  expect(await month()).toMatchObject({ period: '2026-11', until: '2026-12-05' })
  expect((await desk.rpc.reports.list({})).firstDay).toBe(1)
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
  expect((await desk.rpc.reports.list({})).firstDay).toBe(26)
  const { document } = await desk.rpc.reports.compute({ report: 'monthly', period: '2026-11@26' })
  expect(document.title).toContain('2026年11月（10月26日至11月25日）')
})
