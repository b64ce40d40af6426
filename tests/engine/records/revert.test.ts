import { type Desk, openStreet, refusal, sessionPatch } from '../../support/desks/engine'
import { leadOf } from '../../support/records/leads'

const kind = 'courtyard-session'
let desk: Desk

beforeEach(async () => {
  desk = await openStreet()
})
afterEach(() => desk.close())

const save = (patch: object, id?: string) =>
  desk.rpc.records.save({
    kind,
    ...(id !== undefined && { id }),
    patch: { ...patch },
    operation: desk.operation(),
  })
type Asked = Parameters<Desk['rpc']['records']['revert']>[0]
const revert = (asked: Omit<Asked, 'operation'>) =>
  desk.rpc.records.revert({ ...asked, operation: desk.operation() })
const body = async (id: string) => (await desk.rpc.records.get({ id })).body

test('a field goes back to what a change wrote, or to what it replaced, with the reason in the history', async () => {
  const { id, change: made } = await save(sessionPatch(desk))
  const { change } = await save({ people: 46, leaflets: 9 }, id)
  await save({ people: 47 }, id)
  await revert({ id, change, field: 'people', side: 'new' })
  expect((await body(id)).people).toBe(46)
  await revert({ id, change, field: 'people', side: 'old', reason: '签到表上是四十五人' })
  expect(await body(id)).toMatchObject({ people: 45, leaflets: 9 })
  const { entries } = await desk.rpc.records.history({ id })
  expect(entries.at(-1)?.reason).toBe('签到表上是四十五人')
  await save({ people: 47 }, id)
  await revert({ id, change: made, field: 'people', side: 'new' })
  expect((await body(id)).people).toBe(45)
})

test('a private value goes back whole and is shown to nobody by it', async () => {
  const lead = leadOf(desk.units.peach, { reporterPhone: '13800138000' })
  const { id, change } = await desk.rpc.records.save({
    kind: 'wage-arrears-lead',
    patch: lead,
    operation: desk.operation(),
  })
  await desk.rpc.records.save({
    kind: 'wage-arrears-lead',
    id,
    patch: { reporterPhone: '13900139000' },
    operation: desk.operation(),
  })
  const answer = await revert({ id, change, field: 'reporterPhone', side: 'new' })
  expect(JSON.stringify(answer)).not.toContain('13800138000')
  const { value } = await desk.rpc.records.reveal({ id, field: 'reporterPhone' })
  expect(value).toBe('13800138000')
  expect(JSON.stringify(await desk.rpc.records.history({ id }))).not.toContain('13800138000')
})

test('what nobody types, what stands in rows, and a change that says nothing of it are refused', async () => {
  const { id, change } = await save(sessionPatch(desk))
  for (const field of ['status', 'demands', '$number', 'nothing'])
    expect((await refusal(revert({ id, change, field, side: 'new' }))).code).toBe('call.invalid')
  const edited = await save({ people: 46 }, id)
  const other = revert({ id, change: edited.change, field: 'leaflets', side: 'old' })
  expect((await refusal(other)).code).toBe('call.invalid')
  await desk.rpc.records.delete({ id, operation: desk.operation() })
  const gone = revert({ id, change: edited.change, field: 'people', side: 'old' })
  expect((await refusal(gone)).code).toBe('record.not-found')
})

test('who came too late is told that the record changed, and a value that no longer fits is refused', async () => {
  const { id, change } = await save(sessionPatch(desk))
  await save({ people: 46 }, id)
  const late = revert({ id, change, field: 'people', side: 'new', seen: change })
  expect((await refusal(late)).code).toBe('record.changed')
})

test('an approved record of a month that is signed off asks for the reason', async () => {
  const { id } = await save(sessionPatch(desk))
  const { change } = await save({ people: 46 }, id)
  const operation = desk.operation()
  await desk.rpc.records.move({ id, flow: 'status', move: 'approve', operation })
  desk.clock.time += 60_000
  const report = { report: 'monthly', period: '2026-11' }
  await desk.rpc.reports.freeze({ ...report, operation: desk.operation() })
  const refused = await refusal(revert({ id, change, field: 'people', side: 'old' }))
  expect(refused).toMatchObject({
    code: 'record.invalid',
    params: { problems: [{ field: 'reason', reason: 'required' }] },
  })
  await revert({ id, change, field: 'people', side: 'old', reason: '核对后更正' })
  expect((await body(id)).people).toBe(45)
})
