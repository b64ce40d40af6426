import { type Pair, pair, session } from '../support/pair'

let all: Pair

beforeAll(async () => {
  all = await pair()
}, 60_000)
afterAll(() => all.close())

test('two moves of one record on two laptops are kept both and listed, and one is chosen', async () => {
  const { a, b, district } = all
  const id = await a.save('courtyard-session', session(all.units.peach))
  await district.take((await a.send()).file, (await b.send()).file)
  await b.take((await district.send('东街街道B')).file)

  const move = { id, flow: 'status' }
  await a.rpc.records.move({ ...move, move: 'approve', operation: a.operation() })
  await b.rpc.records.move({ ...move, move: 'return', reason: '请补照片', operation: b.operation() })
  await district.take((await a.send()).file, (await b.send()).file)

  const { conflicts } = await district.rpc.records.conflicts({})
  expect(conflicts.map(({ record, label }) => [record, label])).toEqual([[id, '审核状态']])
  expect(conflicts[0]?.heads.map((head) => head.text).sort()).toEqual(['已审核', '退回'])
  const keep = conflicts[0]?.heads.find((head) => head.value === 'reviewed')?.change ?? ''
  await district.rpc.records.resolve({
    ...{ record: id, key: 'status', keep, reason: '照片已补' },
    operation: district.operation(),
  })
  expect((await district.body(id)).status).toBe('reviewed')
  expect((await district.rpc.records.conflicts({})).records).toBe(0)
})
