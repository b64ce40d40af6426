import { auditRows } from '../support/audit-rows'
import { type Desk, openStreet, passphrase, refusal, sessionPatch } from '../support/engine'

const demand = { who: '张三丰', phone: '13812345678', what: '工资没有发', category: 'wages' }
let desk: Desk

beforeEach(async () => {
  desk = await openStreet()
})
afterEach(() => desk.close())

async function saveDemand() {
  const patch = { ...sessionPatch(desk), demands: [demand] }
  const { id } = await desk.rpc.records.save({
    kind: 'courtyard-session',
    patch,
    operation: desk.operation(),
  })
  const view = await desk.rpc.records.get({ id })
  return { id, view, phone: view.masked.find((path) => path.endsWith('/phone')) ?? '' }
}

test('names and telephone numbers leave the engine shortened, in lists and in the history', async () => {
  const { id, view } = await saveDemand()
  expect(view.masked).toHaveLength(2)
  const { rows } = await desk.rpc.records.list({ kind: 'courtyard-session' })
  const { entries } = await desk.rpc.records.history({ id })
  for (const answer of [view, rows, entries]) {
    expect(JSON.stringify(answer)).not.toContain('张三丰')
    expect(JSON.stringify(answer)).not.toContain('13812345678')
    expect(JSON.stringify(answer)).toContain('138****5678')
  }
})

test('seeing a whole value needs the right and leaves an audit row without the value', async () => {
  const { id, phone } = await saveDemand()
  expect(await desk.rpc.records.reveal({ id, field: phone })).toEqual({ value: '13812345678' })
  const audit = await auditRows(desk)
  const row = audit.find(({ action }) => action === 'records.reveal')
  expect(row).toMatchObject({ user: '李管理', detail: JSON.stringify({ id, field: phone }) })
  expect(JSON.stringify(audit)).not.toContain('13812345678')
})

test('a person who only types may not see whole values', async () => {
  const { id, phone } = await saveDemand()
  await desk.rpc.users.add({ name: '小录', role: 'entry', passphrase })
  await desk.rpc.session.unlock({ user: '小录', passphrase })
  expect((await refusal(desk.rpc.records.reveal({ id, field: phone }))).code).toBe('right.missing')
})

test('what is not masked is not revealed, and no path reaches beyond the record', async () => {
  const { id } = await saveDemand()
  for (const field of ['courtyard', '__proto__', 'demands/x/phone', 'demands/__proto__/who', '$number'])
    expect((await refusal(desk.rpc.records.reveal({ id, field }))).code).toBe('call.invalid')
})

test('a form filled from what the screen shows saves without losing what the screen hides', async () => {
  const { id, view } = await saveDemand()
  const [row] = view.body.demands as readonly Record<string, string>[]
  const patch = { ...view.body, people: 46, demands: [{ ...row, result: '已支付' }] }
  await desk.rpc.records.save({ kind: 'courtyard-session', id, patch, operation: desk.operation() })
  const after = await desk.rpc.records.get({ id })
  expect(after.body).toMatchObject({ people: 46, demands: [{ who: '张*', result: '已支付' }] })
  for (const field of view.masked) {
    const { value } = await desk.rpc.records.reveal({ id, field })
    expect([demand.who, demand.phone]).toContain(value)
  }
})

test('a shortened value is never taken for a new one', async () => {
  const demands = [{ ...demand, who: '张*', phone: '138****5678' }]
  const patch = { ...sessionPatch(desk), demands }
  const work = desk.rpc.records.save({ kind: 'courtyard-session', patch, operation: desk.operation() })
  expect((await refusal(work)).params.problems).toEqual([
    { field: 'demands/0/who', reason: 'text.masked' },
    { field: 'demands/0/phone', reason: 'text.masked' },
  ])
})
