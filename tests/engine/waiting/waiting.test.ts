import { statSync } from 'node:fs'
import { join } from 'node:path'
import { consultation } from '../../../shared/kinds/consultation'
import { team } from '../../../shared/kinds/team'
import { passphrase, user } from '../../support/desks/engine'
import { type Pair, pair, session } from '../../support/desks/pair'
import { filledPatch } from '../../support/records/filled'

let all: Pair
beforeEach(async () => {
  all = await pair()
}, 60_000)
afterEach(() => all.close())

const kind = 'courtyard-session'
const period = '2026-11'
const DAY_MS = 24 * 3600 * 1000

const moveTo = (at: Pair['district'], id: string, move: string, reason?: string) =>
  at.rpc.records.move({ id, flow: 'status', move, operation: at.operation(), ...(reason && { reason }) })

test('a month shows of each street what came, when and in which bundle, and what is open', async () => {
  const { a, far, district, units } = all
  const before = await district.rpc.waiting.month({ period })
  expect(before.streets.map(({ name, arrival, silentDays }) => [name, arrival, silentDays])).toEqual([
    ['东街街道', 'unjoined', null],
    ['西街街道', 'unjoined', null],
  ])
  const [first, second] = [await a.save(kind, session(units.peach)), await a.save(kind, session(units.plum))]
  await district.take((await a.send()).file)
  await district.take((await far.send()).file)
  await moveTo(district, first, 'approve')
  await moveTo(district, second, 'return', '人数不对')
  district.clock.time += 2 * DAY_MS
  const { streets, total } = await district.rpc.waiting.month({ period })
  const [east, west] = streets
  expect(east).toMatchObject({ name: '东街街道', arrival: 'partly', silentDays: 2 })
  expect(east).toMatchObject({ records: 2, waiting: 0, returned: 1, drafts: 0, conflicts: 0 })
  expect(east?.batches.map(({ site, serial }) => [site, serial])).toEqual([['东街街道A', 1]])
  // A street that brought a bundle and did nothing has reported so.
  expect(west).toMatchObject({ name: '西街街道', arrival: 'partly', records: 0 })
  expect(total).toMatchObject({ records: 2, returned: 1 })
})

test('what comes after the month is over is the whole month', async () => {
  const { a, district, units } = all
  await a.save(kind, session(units.peach))
  district.clock.time += 28 * DAY_MS
  await district.take((await a.send()).file)
  const { streets } = await district.rpc.waiting.month({ period })
  expect(streets.map(({ arrival }) => arrival)).toEqual(['received', 'unjoined'])
})

test('a month that is long over shows the bundle with which it was whole, and whether that came late', async () => {
  const { a, far, district, units } = all
  await a.save(kind, session(units.peach))
  // 1 December: in time. 20 December: the other street comes late, and the first sends its next bundle.
  district.clock.time += 28 * DAY_MS
  await district.take((await a.send()).file)
  district.clock.time += 19 * DAY_MS
  await district.take((await far.send()).file)
  a.clock.time = district.clock.time
  await a.save(kind, session(units.plum))
  await district.take((await a.send()).file)
  const { streets } = await district.rpc.waiting.month({ period })
  expect(streets.map(({ arrival }) => arrival)).toEqual(['received', 'late'])
  expect(streets.map(({ batches: [batch] }) => batch?.at?.slice(0, 10))).toEqual(['2026-12-01', '2026-12-20'])
  const { markup } = await district.rpc.waiting.reminder({ period })
  expect(markup).toContain('零报告')
})

test('a reminder on paper names every street and is noted in the log', async () => {
  const { district } = all
  const { markup } = await district.rpc.waiting.reminder({ period })
  expect(markup).toContain('东街街道')
  expect(markup).toContain('请在')
  const printed = await district.rpc.waiting.printReminder({ period, how: 'print' })
  const { entries } = await district.rpc.safety.audit({ limit: 1 })
  expect(entries[0]).toMatchObject({ number: printed.number, action: 'waiting.printReminder' })
})

test.each(['html', 'docx', 'xlsx'] as const)(
  'a reminder as %s is a file with a number of the log',
  async (format) => {
    const { district, stick } = all
    const path = join(stick, `催报单.${format}`)
    const written = await district.rpc.waiting.writeReminder({
      period,
      format,
      file: district.engine.grant(path),
    })
    expect(written).toMatchObject({ file: `催报单.${format}`, bytes: statSync(path).size })
    const { entries } = await district.rpc.safety.audit({ limit: 1 })
    expect(entries[0]).toMatchObject({ number: written.number, action: 'waiting.writeReminder' })
  },
)

test('what waits is counted for who can do it: an approver looks, a clerk mends', async () => {
  const { a, units } = all
  const id = await a.save(kind, session(units.peach))
  await a.save(kind, session(units.plum))
  expect(await a.rpc.waiting.counts({})).toMatchObject({ review: 2, returned: 0, exchange: 1 })
  await moveTo(a, id, 'return', '人数不对')
  await a.rpc.users.add({ name: '小录', role: 'entry', passphrase })
  await a.rpc.users.add({ name: '小看', role: 'read', passphrase })
  await a.rpc.session.unlock({ user: '小录', passphrase })
  expect(await a.rpc.waiting.counts({})).toMatchObject({ review: 0, returned: 1 })
  await a.rpc.session.unlock({ user: '小看', passphrase })
  const nothing = { deadlines: 0, review: 0, returned: 0, conflicts: 0, anomalies: 0, exchange: 0 }
  expect(await a.rpc.waiting.counts({})).toEqual(nothing)
  await a.rpc.session.unlock({ user, passphrase })
})

test('the piles of the review hold records of all kinds, the earliest first', async () => {
  const { a, units } = all
  const late = await a.save(kind, session(units.peach, { date: '2026-11-02' }))
  const needed = filledPatch(consultation, () => units.peach, 'required')
  const patch = { ...needed, date: '2026-11-01' }
  const { id: early } = await a.rpc.records.save({ kind: 'consultation', patch, operation: a.operation() })
  const { rows, totals } = await a.rpc.waiting.review({})
  expect(rows.map((row) => row.id)).toEqual([early, late])
  expect(totals).toEqual([
    { kind, count: 1 },
    { kind: 'consultation', count: 1 },
  ])
  await moveTo(a, late, 'return', '人数不对')
  const returned = await a.rpc.waiting.review({ pile: 'returned' })
  expect(returned.rows.map((row) => row.id)).toEqual([late])
  expect(returned.reasons).toEqual(['人数不对'])
  expect((await a.rpc.waiting.review({ unit: units.plum })).rows).toEqual([])
})

test('the first steps of a profile are told as they are taken', async () => {
  const { district, a, units } = all
  expect(await district.rpc.waiting.setup({})).toEqual({ units: 5, teams: 0, users: 1, joins: 3, logged: 0 })
  const patch = filledPatch(team, () => units.peach, 'required')
  await district.rpc.records.save({ kind: 'team', patch, operation: district.operation() })
  await a.save(kind, session(units.peach))
  await district.take((await a.send()).file)
  expect(await district.rpc.waiting.setup({})).toMatchObject({ teams: 1, logged: 1 })
})
