import { type Desk, openStreet, passphrase, refusal, sessionPatch, user } from '../../support/desks/engine'
import { leadOf } from '../../support/records/leads'

const kind = 'courtyard-session'
const clerk = '小录'
let desk: Desk
let id: string

beforeEach(async () => {
  desk = await openStreet()
  await desk.rpc.users.add({ name: clerk, role: 'entry', passphrase })
  id = await create(kind, sessionPatch(desk, { summary: '原来的小结' }))
})
afterEach(() => desk.close())

type Fields = Parameters<Desk['rpc']['records']['save']>[0]['patch']

const create = async (of: string, patch: Fields): Promise<string> =>
  (await desk.rpc.records.save({ kind: of, patch, operation: desk.operation() })).id
const edit = (patch: Fields, of = kind, record = id) =>
  desk.rpc.records.save({ kind: of, id: record, patch, operation: desk.operation() })
const move = (name: string, patch: Fields = {}, flow = 'status', record = id) =>
  desk.rpc.records.move({
    id: record,
    flow,
    move: name,
    patch,
    reason: '按规定',
    operation: desk.operation(),
  })
const undo = (change: string, record = id) =>
  desk.rpc.records.undo({ id: record, change, operation: desk.operation() })
const statusOf = async (record = id) => (await desk.rpc.records.get({ id: record })).body.status
async function signIn(name: string): Promise<void> {
  await desk.rpc.session.lock({})
  await desk.rpc.session.unlock({ user: name, passphrase })
}

describe('a state keeps what it rests on', () => {
  let lead: string
  beforeEach(async () => {
    lead = await create('wage-arrears-lead', leadOf(desk.units.peach))
    await move('transfer', { handler: '区劳动监察大队' }, 'state', lead)
  })
  const editLead = (patch: Fields) => edit(patch, 'wage-arrears-lead', lead)

  test('what the move into it needed is changed, but not emptied', async () => {
    await editLead({ handler: '区人社局' })
    const { code, params } = await refusal(editLead({ handler: null }))
    expect([code, params.problems]).toEqual(['record.invalid', [{ field: 'handler', reason: 'required' }]])
  })

  test('and so is what an earlier move of every way needed', async () => {
    await move('verify', {}, 'state', lead)
    await move('report', { finding: '已核实' }, 'state', lead)
    await move('close', { conclusion: 'paid', helped: 3 }, 'state', lead)
    expect((await refusal(editLead({ finding: null }))).params.problems).toEqual([
      { field: 'finding', reason: 'required' },
    ])
    // A lead may be handled without 转办.
    await editLead({ handler: null })
  })

  test('a move does not empty it beside what it asks for', async () => {
    await move('verify', {}, 'state', lead)
    await move('report', { finding: '已核实' }, 'state', lead)
    const work = move('close', { conclusion: 'paid', helped: 3, finding: null }, 'state', lead)
    expect((await refusal(work)).params.problems).toEqual([{ field: 'finding', reason: 'required' }])
  })

  test('what a move of another way needed may go', async () => {
    const mediation = await create('mediation', {
      date: '2026-11-03',
      unit: desk.units.peach,
      type: 'neighbours',
      failureReason: '填错了',
    })
    const settle = { mediator: '周永贵', agreementForm: 'oral' }
    await move('succeed', settle, 'state', mediation)
    await edit({ failureReason: null }, 'mediation', mediation)
    expect((await refusal(edit({ closedOn: null }, 'mediation', mediation))).code).toBe('record.invalid')
  })
})

describe('what is approved', () => {
  beforeEach(async () => {
    await move('approve')
    await signIn(clerk)
  })

  test('goes back to be looked at in the same change when a clerk edits it', async () => {
    const { change } = await edit({ people: 50 })
    expect(await statusOf()).toBe('submitted')
    const { entries } = await desk.rpc.records.history({ id })
    const last = entries.find((entry) => entry.change === change)
    expect(last?.fields.map(({ label, newText }) => `${label}：${newText}`).sort()).toEqual([
      ...['参加人数：50人', '审核状态：已提交'],
    ])
  })

  test('stays approved when nothing changes, and when who approves edits it', async () => {
    await edit({ people: 45 })
    expect(await statusOf()).toBe('reviewed')
    await signIn(user)
    await edit({ people: 50 })
    expect(await statusOf()).toBe('reviewed')
  })

  test('is approved again when the clerk takes the edit back', async () => {
    await undo((await edit({ people: 50 })).change)
    expect(await statusOf()).toBe('reviewed')
  })

  test('is not deleted by a clerk, nor dropped into another record', async () => {
    const work = desk.rpc.records.delete({ id, operation: desk.operation() })
    expect((await refusal(work)).code).toBe('right.missing')
    const keep = await create(kind, sessionPatch(desk))
    const merge = desk.rpc.records.merge({
      keep,
      drop: id,
      choose: {},
      reason: '重复',
      operation: desk.operation(),
    })
    expect((await refusal(merge)).code).toBe('right.missing')
    await signIn(user)
    await desk.rpc.records.delete({ id, operation: desk.operation() })
  })

  test('goes back when another record is merged into it', async () => {
    const drop = await create(kind, sessionPatch(desk, { questions: 7 }))
    await desk.rpc.records.merge({
      keep: id,
      drop,
      choose: {},
      reason: '重复',
      operation: desk.operation(),
    })
    expect(await statusOf()).toBe('submitted')
    await desk.rpc.records.unmerge({ drop, operation: desk.operation() })
    expect(await statusOf()).toBe('submitted')
  })
})

test('the work on an approved record goes on: a step is no edit, what is sent beside it is', async () => {
  const lead = await create('wage-arrears-lead', leadOf(desk.units.peach))
  await move('approve', {}, 'status', lead)
  await signIn(clerk)
  await move('transfer', { handler: '区劳动监察大队' }, 'state', lead)
  expect(await statusOf(lead)).toBe('reviewed')
  await move('verify', { employer: '另一家公司' }, 'state', lead)
  expect(await statusOf(lead)).toBe('submitted')
})

describe('what is void', () => {
  test('takes no edit, no step of any path, and nothing is made out of it', async () => {
    const lead = await create('wage-arrears-lead', leadOf(desk.units.peach))
    await move('void', {}, 'status', lead)
    const follow = { id: lead }
    const operation = desk.operation()
    for (const work of [
      () => edit({ people: 2 }, 'wage-arrears-lead', lead),
      () => move('transfer', { handler: '区人社局' }, 'state', lead),
      () => move('approve', {}, 'status', lead),
      () => desk.rpc.records.follow({ ...follow, kind: 'legal-aid-case' }),
      () => desk.rpc.records.save({ kind: 'legal-aid-case', patch: {}, follow, operation }),
    ]) {
      const { code, params } = await refusal(work())
      expect([code, params.state]).toEqual(['record.closed', '作废'])
    }
  })

  test('comes back when whoever made it void takes that back', async () => {
    const { change } = await move('void')
    await undo(change)
    expect(await statusOf()).toBe('submitted')
    await edit({ people: 50 })
  })
})
