import { COMPARED_AN_HOUR } from '../../../shared/contract/duplicates'
import { auditRows } from '../../support/desks/audit-rows'
import { type Desk, openStreet, passphrase } from '../../support/desks/engine'

const clerk = '小录'
let desk: Desk
beforeEach(async () => {
  desk = await openStreet()
  await desk.rpc.users.add({ name: clerk, role: 'entry', passphrase })
  await desk.rpc.records.save({
    kind: 'consultation',
    patch: patchOf('13812345678'),
    operation: desk.operation(),
  })
  await desk.rpc.session.unlock({ user: clerk, passphrase })
})
afterEach(() => desk.close())

const patchOf = (phone: string) => ({
  date: '2026-11-02',
  unit: desk.units.peach,
  channel: 'visit',
  category: 'wages',
  answer: '可以申请劳动仲裁',
  receivedBy: '王律师',
  who: '赵大',
  phone,
})
const ask = (phone: string) => desk.rpc.records.similar({ kind: 'consultation', patch: patchOf(phone) })
const noted = async () =>
  (await auditRows(desk, { user: '李管理', passphrase })).filter(({ action }) => action === 'records.similar')

test('a clerk who types a telephone is told that it stands there already; the question is noted once, without it', async () => {
  const { candidates, limited } = await ask('13812345678')
  expect([candidates[0]?.why, limited]).toEqual([['电话相同', '同单位、姓名读音和类别相同'], false])
  await ask('13812345678')
  const rows = await noted()
  expect(rows.map(({ user, detail }) => [user, detail])).toEqual([[clerk, '{"count":2}']])
})

test('within an hour so many names and numbers are compared and no more, also after a new start', async () => {
  let asked = 0
  for (let limited = false; !limited; asked += 1)
    ({ limited } = await ask(`139${String(asked).padStart(8, '0')}`))
  // The name is one of them.
  expect(asked).toBe(COMPARED_AN_HOUR)
  desk = await desk.reopen()
  await desk.rpc.session.unlock({ user: clerk, passphrase })
  expect(await ask('13812345678')).toEqual({ candidates: [], limited: true })
  desk.clock.time += 3_600_001
  expect((await ask('13812345678')).candidates).toHaveLength(1)
})

test('somebody who may see whole values is neither counted nor noted', async () => {
  await desk.rpc.session.unlock({ user: '李管理', passphrase })
  expect((await ask('13812345678')).candidates).toHaveLength(1)
  expect(await noted()).toEqual([])
})

test('typing what stands there already is a change like any other for somebody who can not see it', async () => {
  const { rows } = await desk.rpc.records.list({ kind: 'consultation' })
  const { id, lastChange, body } = rows[0] ?? { id: '', lastChange: '', body: {} }
  const save = async (phone: string) =>
    (
      await desk.rpc.records.save({
        kind: 'consultation',
        id,
        patch: { ...body, phone },
        operation: desk.operation(),
      })
    ).change
  expect(await save('138****5678')).toBe(lastChange)
  const same = await save('13812345678')
  expect(same).not.toBe(lastChange)
  await desk.rpc.session.unlock({ user: '李管理', passphrase })
  expect(await save('13812345678')).toBe(same)
})
