import { passphrase, refusal } from '../../support/desks/engine'
import { type Pair, pair, session } from '../../support/desks/pair'

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
    record: id,
    key: 'status',
    keep,
    reason: '照片已补',
    operation: district.operation(),
  })
  expect((await district.body(id)).status).toBe('reviewed')
  expect((await district.rpc.records.conflicts({})).records).toBe(0)
})

describe('an edit that meets a move of another laptop', () => {
  let id: string
  let change: string
  const meets = async (name: string): Promise<void> => {
    const { a, b, district } = all
    id = await a.save('courtyard-session', session(all.units.peach, { courtyard: name }))
    await district.take((await a.send()).file)
    await b.take((await district.send('东街街道B')).file)
    const edit = { kind: 'courtyard-session', id, patch: { people: 50 }, operation: a.operation() }
    change = (await a.rpc.records.save(edit)).change
    await b.rpc.records.move({
      id,
      flow: 'status',
      move: name,
      reason: '按规定',
      operation: b.operation(),
    })
    await district.take((await b.send()).file)
    await a.take((await district.send('东街街道A')).file)
  }
  const undo = () => all.a.rpc.records.undo({ id, change, operation: all.a.operation() })

  test('is not taken back once the record is void', async () => {
    await meets('void')
    expect((await refusal(undo())).code).toBe('record.closed')
  })

  test('is taken back by a clerk only to be looked at again, once somebody approved the record with it', async () => {
    await meets('approve')
    await all.a.rpc.users.add({ name: '小录', role: 'entry', passphrase })
    await all.a.rpc.session.lock({})
    await all.a.rpc.session.unlock({ user: '小录', passphrase })
    await undo()
    expect(await all.a.body(id)).toMatchObject({ people: 45, status: 'submitted' })
  })
})
