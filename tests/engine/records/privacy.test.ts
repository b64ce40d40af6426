import { join } from 'node:path'
import { openForWriting } from '../../../electron/engine/db/open'
import { auditRows } from '../../support/desks/audit-rows'
import { type Desk, openStreet, passphrase, refusal, sessionPatch, user } from '../../support/desks/engine'
import { dataKeyOf } from '../../support/desks/keys'

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

describe('who reported a lead', () => {
  const reporter = '诸葛举报'
  const patch = {
    date: '2026-11-03',
    source: 'call',
    people: 3,
    amount: 500_000,
    employer: '某建筑公司',
    reporter,
    reporterPhone: '13898765432',
  }
  const addLead = () =>
    desk.rpc.records.save({
      kind: 'wage-arrears-lead',
      operation: desk.operation(),
      patch: { ...patch, unit: desk.units.peach },
    })
  const found = async (text: string) =>
    (await desk.rpc.records.count({ kind: 'wage-arrears-lead', filter: { text } })).total

  test('is found by no search: a name that somebody guesses is neither confirmed nor denied', async () => {
    await addLead()
    expect(await found('某建筑')).toBe(1)
    for (const text of [reporter, '诸葛', 'zhuge', 'zgjb', '13898765432', '1389'])
      expect([text, await found(text)]).toEqual([text, 0])
  })

  test('is gone from the search index of a version that searched it, at the first start of this one', async () => {
    const { id } = await addLead()
    desk = await desk.reopen()
    const db = openForWriting(join(desk.profile, 'profile.db'), await dataKeyOf(desk.profile))
    const { rid } = db.prepare<[string], { rid: number }>('SELECT rid FROM records WHERE id = ?').get(id) ?? {
      rid: 0,
    }
    const terms = '某建 建筑 诸葛 葛举 举报 报 zhuge'
    db.prepare('INSERT OR REPLACE INTO search (rowid, texts) VALUES (?, ?)').run(rid, terms)
    db.prepare(
      `UPDATE meta SET value = json_set(value, '$."wage-arrears-lead"', 'before') WHERE key = 'searchForms'`,
    ).run()
    db.close()
    await desk.rpc.session.unlock({ user, passphrase })
    expect([await found('诸葛'), await found('zhuge'), await found('某建筑')]).toEqual([0, 0, 1])
  })

  test('is told neither by a follow-up of the lead nor by what its form starts with', async () => {
    const { id } = await addLead()
    const preview = await desk.rpc.records.follow({ id, kind: 'legal-aid-case' })
    expect(preview.body).not.toHaveProperty('applicant')
    expect(JSON.stringify(preview)).not.toContain('诸')
    expect(JSON.stringify(await desk.rpc.records.suggest({ kind: 'wage-arrears-lead' }))).not.toContain('诸')
    expect(JSON.stringify(await desk.rpc.records.chain({ id }))).not.toContain('诸')
  })
})
