import { type Desk, openDistrict, refusal, sessionPatch } from '../../support/desks/engine'

const kind = 'courtyard-session'
let desk: Desk

beforeEach(async () => {
  desk = await openDistrict()
})
afterEach(() => desk.close())

const save = (patch: object, id?: string, reason?: string) =>
  desk.rpc.records.save({
    kind,
    ...(id !== undefined && { id }),
    patch: { ...patch },
    ...(reason !== undefined && { reason }),
    operation: desk.operation(),
  })
const move = (id: string, name: string) =>
  desk.rpc.records.move({ id, flow: 'status', move: name, operation: desk.operation() })
const get = (id: string) => desk.rpc.records.get({ id })
const freeze = (period = '2026-11') =>
  desk.rpc.reports.freeze({ report: 'monthly', period, operation: desk.operation() })

async function approvedAndReported(): Promise<string> {
  const { id } = await save(sessionPatch(desk))
  await move(id, 'approve')
  desk.clock.time += 60_000
  await freeze()
  desk.clock.time += 60_000
  return id
}

test('an approved record of a month that is signed off is changed for a reason only, and says so from then on', async () => {
  const id = await approvedAndReported()
  expect((await get(id)).signedOff).toMatchObject({ changedSince: false, asksReason: true })
  expect((await get(id)).signedOff?.title).toContain('2026年11月')
  const refused = await refusal(save({ people: 46 }, id))
  expect(refused).toMatchObject({
    code: 'record.invalid',
    params: { problems: [{ field: 'reason', reason: 'required' }] },
  })
  expect((await refusal(save({ people: 46 }, id, '  '))).code).toBe('record.invalid')
  await save({ people: 46 }, id, '户主核对后更正')
  expect(await get(id)).toMatchObject({ body: { people: 46 }, signedOff: { changedSince: true } })
  const { entries } = await desk.rpc.records.history({ id })
  expect(entries.at(-1)?.reason).toBe('户主核对后更正')
})

test('a day moved into a month that is signed off asks for a reason as well', async () => {
  await freeze('2026-10')
  const { id } = await save(sessionPatch(desk))
  await move(id, 'approve')
  expect((await refusal(save({ date: '2026-10-31' }, id))).code).toBe('record.invalid')
  await save({ date: '2026-10-31' }, id, '日期写错了')
})

test.each(['2026-11-01..2026-11-07', '2026-11@26'])(
  'days signed off as %s ask for a reason, and days beside them do not',
  async (period) => {
    const { id } = await save(sessionPatch(desk, { date: '2026-11-04' }))
    const beside = await save(sessionPatch(desk, { date: '2026-11-27' }))
    for (const one of [id, beside.id]) await move(one, 'approve')
    await freeze(period)
    expect((await refusal(save({ people: 46 }, id))).code).toBe('record.invalid')
    expect((await get(beside.id)).signedOff).toBeNull()
  },
)

test('what nobody has approved, and what no report counts, is edited as before', async () => {
  const { id } = await save(sessionPatch(desk))
  await freeze()
  await save({ people: 46 }, id)
  expect((await get(id)).signedOff).toMatchObject({ asksReason: false })
  const other = await save(sessionPatch(desk, { date: '2026-09-30' }))
  await move(other.id, 'approve')
  await save({ people: 46 }, other.id)
  expect((await get(other.id)).signedOff).toBeNull()
})

test('approving after the report is no change of what was reported', async () => {
  const { id } = await save(sessionPatch(desk))
  desk.clock.time += 60_000
  await freeze()
  desk.clock.time += 60_000
  await move(id, 'approve')
  expect((await get(id)).signedOff).toMatchObject({ changedSince: false, asksReason: true })
})
