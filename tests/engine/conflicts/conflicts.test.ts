import { refusal } from '../../support/desks/engine'
import { type Pair, pair, session } from '../../support/desks/pair'

let story: Pair
let id: string

/** Both laptops change the same record before either hears of the other; then each hears. */
beforeAll(async () => {
  story = await pair()
  const { a, b, district, units } = story
  id = await a.save('courtyard-session', session(units.peach, { people: 10 }))
  await district.take((await a.send()).file)
  await district.take((await b.send()).file)
  await b.take((await district.send('东街街道B')).file)
  await a.save('courtyard-session', { people: 20, agenda: '甲的议题' }, id)
  await b.save('courtyard-session', { people: 30, agenda: '乙的议题' }, id)
  await a.rpc.records.save({
    kind: 'courtyard-session',
    id,
    patch: { demands: [{ who: '张三丰', what: '欠薪', category: 'wages' }] },
    operation: a.operation(),
  })
  await district.take((await a.send()).file, (await b.send()).file)
}, 60_000)
afterAll(() => story.close())

const conflicts = async () => (await story.district.rpc.records.conflicts({})).conflicts
const resolve = (key: string, choice: { keep?: string; value?: string | number | boolean }, record = id) =>
  story.district.rpc.records.resolve({
    record,
    key,
    ...choice,
    reason: '电话核实',
    operation: story.district.operation(),
  })

test('each field that two people typed differently is listed with every value, who and where', async () => {
  const listed = await conflicts()
  expect(listed.map(({ key, label }) => [key, label])).toEqual([
    ['agenda', '议题'],
    ['people', '参加人数'],
  ])
  const people = listed.find(({ key }) => key === 'people')
  const heads = people?.heads.map(({ text, siteName, author }) => [text, siteName, author])
  expect(heads?.sort()).toEqual([
    ['20人', '东街街道 A', '李管理'],
    ['30人', '东街街道 B', '李管理'],
  ])
  const { rows } = await story.district.rpc.records.list({ kind: 'courtyard-session' })
  expect(rows.find((row) => row.id === id)?.conflicts).toBe(2)
  expect((await story.district.rpc.records.conflicts({})).records).toBe(1)
})

test('a value that the field does not take decides nothing', async () => {
  expect((await refusal(resolve('people', { value: -1 }))).code).toBe('record.invalid')
  expect((await refusal(resolve('people', {}))).code).toBe('call.invalid')
  expect((await refusal(resolve('people', { keep: '0'.repeat(80) }))).code).toBe('record.no-conflict')
  expect((await refusal(resolve('leaflets', { value: 1 }))).code).toBe('record.no-conflict')
  expect((await refusal(resolve('__proto__', { value: 1 }))).code).toBe('record.no-conflict')
  expect(await conflicts()).toHaveLength(2)
})

test('a person decides by one of the values or by a new one, with a reason, and both laptops learn it', async () => {
  const people = (await conflicts()).find(({ key }) => key === 'people')
  await resolve('people', { keep: people?.heads.find(({ text }) => text === '20人')?.change ?? '' })
  await resolve('agenda', { value: ' 两位商量后的议题 ' })
  expect(await conflicts()).toEqual([])
  const { a, district } = story
  await a.take((await district.send('东街街道A')).file)
  expect(await a.body(id)).toMatchObject({ people: 20, agenda: '两位商量后的议题' })
  const { entries } = await a.rpc.records.history({ id })
  expect(entries.at(-1)).toMatchObject({ reason: '电话核实', siteName: expect.stringContaining('示范区') })
})

test('undo takes back one’s own newest change only', async () => {
  const { a } = story
  const { lastChange } = await a.rpc.records.get({ id })
  const work = a.rpc.records.undo({ id, change: lastChange, operation: a.operation() })
  expect((await refusal(work)).code).toBe('record.stale')
})
