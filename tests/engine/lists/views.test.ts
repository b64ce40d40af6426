import { type Desk, openStreet, passphrase, refusal } from '../../support/desks/engine'

const kind = 'courtyard-session'
let desk: Desk

beforeEach(async () => {
  desk = await openStreet()
})
afterEach(() => desk.close())

const save = (name: string, more: { isDefault?: boolean; query?: string } = {}) =>
  desk.rpc.records.saveView({
    kind,
    view: { name, query: more.query ?? 'status=submitted', isDefault: more.isDefault ?? false },
    operation: desk.operation(),
  })
const views = async (of = kind) => (await desk.rpc.records.views({ kind: of })).views
const names = async () => (await views()).map(({ name, isDefault }) => [name, isDefault])

test('a view is kept by name for one list, replaced under the same name, and dropped', async () => {
  await save('本月未审', { query: 'month=2026-11&status=submitted' })
  await save('本月未审', { query: 'sort=unit' })
  expect(await views()).toEqual([{ name: '本月未审', query: 'sort=unit', isDefault: false }])
  expect(await views('activity')).toEqual([])
  await desk.rpc.records.dropView({ kind, name: '本月未审', operation: desk.operation() })
  expect(await views()).toEqual([])
})

test('one view is the default: a newer one takes its place', async () => {
  await save('甲', { isDefault: true })
  await save('乙', { isDefault: true })
  expect(await names()).toEqual([
    ['甲', false],
    ['乙', true],
  ])
})

test('a view is one person’s, and no change of the log: nothing of it is carried', async () => {
  const before = (await desk.rpc.sync.status({})).streams
  await save('我的')
  expect((await desk.rpc.sync.status({})).streams).toEqual(before)
  await desk.rpc.users.add({ name: '小录', role: 'entry', passphrase })
  await desk.rpc.session.lock({})
  await desk.rpc.session.unlock({ user: '小录', passphrase })
  expect(await views()).toEqual([])
})

test('a twenty-first view is refused with words', async () => {
  for (let at = 1; at <= 20; at += 1) await save(`第${at}`)
  expect(await refusal(save('多'))).toMatchObject({ code: 'views.too-many', params: { max: 20 } })
  await save('第3', { query: 'sort=unit' })
  expect(await views()).toHaveLength(20)
})
