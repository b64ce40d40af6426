import type { Computer } from '../../support/desks/engine'
import { type Pair, pair } from '../../support/desks/pair'

let all: Pair
let id: string

const worker = (name: string, amount: number) => ({ name, amount })
const edit = (at: Computer, patch: Parameters<Computer['rpc']['records']['save']>[0]['patch']) =>
  at.rpc.records.save({ kind: 'wage-arrears-lead', id, patch, operation: at.operation() })

/** A lead with one worker, known to both laptops and the district. */
beforeAll(async () => {
  all = await pair()
  const { a, b, district, units } = all
  const saved = await a.rpc.records.save({
    kind: 'wage-arrears-lead',
    patch: {
      date: '2026-11-02',
      unit: units.peach,
      source: 'visit',
      employer: '某建筑公司',
      workers: [worker('赵一', 100_00)],
    },
    operation: a.operation(),
  })
  id = saved.id
  await district.take((await a.send()).file, (await b.send()).file)
  await b.take((await district.send('东街街道B')).file)
}, 60_000)
afterAll(() => all.close())

/** Both laptops send, and both take what came of it. */
async function exchange(): Promise<void> {
  const { a, b, district } = all
  await district.take((await a.send()).file, (await b.send()).file)
  await a.take((await district.send('东街街道A')).file)
  await b.take((await district.send('东街街道B')).file)
}

const totalsAt = async (at: Computer): Promise<readonly unknown[]> => {
  const { people, amount } = await at.body(id)
  return [people, amount]
}

test('workers added on two laptops are all there, their totals are right everywhere, and nothing is to be decided', async () => {
  const { a, b, district } = all
  await edit(a, { workers: [worker('钱二', 200_00)] })
  await edit(b, { workers: [worker('孙三', 300_00), worker('李四', 50_00)] })
  await exchange()
  for (const at of [a, b, district]) {
    expect(await totalsAt(at)).toEqual([4, 650_00])
    expect(await at.rpc.records.conflicts({})).toMatchObject({ conflicts: [], records: 0 })
    expect((await at.rpc.records.get({ id })).conflicts).toBe(0)
    expect((await at.rpc.safety.verify({})).ok).toBe(true)
  }
})

test('a row added beside somebody else’s can be taken back, although both wrote the total', async () => {
  const { a, b, district } = all
  const { change } = await edit(a, { workers: [worker('周五', 5_00)] })
  await edit(b, { workers: [worker('吴六', 6_00)] })
  await district.take((await a.send()).file, (await b.send()).file)
  await a.take((await district.send('东街街道A')).file)
  expect(await totalsAt(a)).toEqual([6, 661_00])
  await a.rpc.records.undo({ id, change, operation: a.operation() })
  expect(await totalsAt(a)).toEqual([5, 656_00])
  const { workers } = (await a.body(id)) as { workers: readonly { id: string; amount: number }[] }
  const extra = workers.find(({ amount }) => amount === 6_00)?.id ?? ''
  await edit(a, { workers: [{ id: extra, $deleted: true }] })
  await exchange()
})

test('figures sum the totals that were computed', async () => {
  const { district } = all
  const { rows } = await district.rpc.records.list({ kind: 'wage-arrears-lead' })
  expect(rows.map(({ body }) => body.amount)).toEqual([650_00])
})

test('one worker edited on two laptops is to be decided as one row, and the total follows the decision', async () => {
  const { a, b, district } = all
  const { workers } = (await a.body(id)) as { workers: readonly { id: string; amount: number }[] }
  const row = workers.find(({ amount }) => amount === 100_00)?.id ?? ''
  await edit(a, { workers: [{ id: row, amount: 110_00 }] })
  await edit(b, { workers: [{ id: row, amount: 130_00 }] })
  await exchange()
  const { conflicts } = await district.rpc.records.conflicts({})
  expect(conflicts.map(({ key, label }) => [key, label])).toEqual([[`workers/${row}`, '务工人员']])
  const keep = conflicts[0]?.heads.find(({ text }) => text.includes('110'))?.change ?? ''
  await district.rpc.records.resolve({
    record: id,
    key: `workers/${row}`,
    keep,
    reason: '电话核实',
    operation: district.operation(),
  })
  await exchange()
  for (const at of [a, b, district]) {
    expect(await totalsAt(at)).toEqual([4, 660_00])
    expect((await at.rpc.records.get({ id })).conflicts).toBe(0)
    expect((await at.rpc.safety.verify({})).ok).toBe(true)
  }
})

test('when every worker is removed on both laptops, what the two typed instead is to be decided', async () => {
  const { a, b, district } = all
  await edit(a, { workers: null, people: 7 })
  await edit(b, { workers: null, people: 9 })
  await exchange()
  const { conflicts } = await district.rpc.records.conflicts({})
  expect(conflicts.map(({ key }) => key)).toEqual(['people'])
  expect(conflicts[0]?.heads.map(({ value }) => value).sort()).toEqual([7, 9])
})
