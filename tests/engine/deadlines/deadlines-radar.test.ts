import { type Desk, openStreet } from '../../support/desks/engine'
import { startedRecord } from '../../support/records/deadlines'

/** Today is Tuesday, 3 November 2026. */
let desk: Desk
beforeEach(async () => {
  desk = await openStreet()
})
afterEach(() => desk.close())

const applied = (appliedOn: string) => startedRecord(desk, 'legal-aid-case', { appliedOn })

test('of many that are overdue the oldest are shown, and how many there are is told', async () => {
  for (const day of ['05', '01', '04', '02', '03']) await applied(`2026-09-${day}`)
  await applied('2026-10-27')
  const { rows, totals } = await desk.rpc.deadlines.list({ most: 2 })
  expect(rows.map(({ start, urgency }) => [start, urgency])).toEqual([
    ['2026-09-01', 'overdue'],
    ['2026-09-02', 'overdue'],
    ['2026-10-27', 'today'],
  ])
  expect(totals).toMatchObject({ overdue: 5, today: 1 })
})

test('an extension granted to an old one lets a younger one come before it', async () => {
  const arbitration = (arbitrationAcceptedOn: string, arbitrationExtended: boolean) =>
    startedRecord(desk, 'legal-aid-case', { arbitrationAcceptedOn, arbitrationExtended })
  await arbitration('2026-08-03', true)
  await arbitration('2026-08-04', false)
  const { rows, totals } = await desk.rpc.deadlines.list({ most: 1 })
  expect([rows.map(({ start }) => start), totals.overdue]).toEqual([['2026-08-04'], 2])
})

test('a party’s limits that ran out years ago are neither shown nor counted', async () => {
  const agreed = (agreementOn: string) => startedRecord(desk, 'mediation', { date: agreementOn, agreementOn })
  for (const year of [2019, 2024]) await agreed(`${year}-10-08`)
  await agreed('2026-10-08')
  const { rows, totals } = await desk.rpc.deadlines.list({ until: '2026-12-31' })
  expect([rows.map(({ start }) => start), totals.overdue]).toEqual([['2026-10-08'], 0])
})

test('whose clock runs narrows the list, and every clock is counted all the same', async () => {
  await applied('2026-10-30')
  await startedRecord(desk, 'wage-arrears-lead', { complainedOn: '2026-10-30' })
  await startedRecord(desk, 'wage-arrears-lead', { complainedOn: '2026-10-29' })
  await startedRecord(desk, 'mediation', { acceptedOn: '2026-10-09' })
  const { rows, totals, clocks } = await desk.rpc.deadlines.list({ clock: '人社' })
  expect(rows.map(({ whose, due }) => [whose, due])).toEqual([
    ['人社', '2026-11-05'],
    ['人社', '2026-11-06'],
  ])
  expect(totals).toMatchObject({ thisWeek: 2, nextWeek: 0 })
  expect(clocks.map(({ clock, total }) => [clock, total])).toEqual([
    ['人社', 2],
    ['法援机构', 1],
    ['调委会', 1],
  ])
  const page = (await desk.rpc.deadlines.page({ clock: '调委会' })).markup
  expect([page.includes('人民调解'), page.includes('劳动监察')]).toEqual([true, false])
})
