import { join } from 'node:path'
import { openForReading } from '../../../electron/engine/db/open'
import { refusal } from '../../support/desks/engine'
import { dataKeyOf } from '../../support/desks/keys'
import { leftovers, type Pair, pair, session } from '../../support/desks/pair'

let story: Pair
beforeAll(async () => {
  story = await pair()
})
afterAll(() => story.close())

test('a new laptop knows the units at once', async () => {
  const { a, units } = story
  expect(await a.body(units.peach)).toMatchObject({ name: '桃花村', parent: units.east })
})

test('what two laptops log arrives at the district, and the receipt empties their list', async () => {
  const { a, b, district, units } = story
  const ofA = await a.save('courtyard-session', session(units.peach))
  const ofB = await b.save('courtyard-session', session(units.plum, { people: 30 }))
  const [sentA, sentB] = [await a.send(), await b.send()]
  expect(sentA).toMatchObject({
    serial: 1,
    changes: 1,
    peer: '示范区',
    file: expect.stringMatching(/^yb-\d{6}\.ybb$/),
  })
  const [before] = await district.preview(sentA.file)
  expect(before).toMatchObject({ result: 'waiting', new: 0, changes: 1, from: '东街街道A', gaps: [] })
  expect((await district.rpc.sync.status({})).peers).toHaveLength(0)
  const taken = await district.take(sentB.file, sentA.file)
  expect(taken.map(({ result, new: added }) => [result, added])).toEqual([
    ['applied', 1],
    ['applied', 1],
  ])
  expect(await district.body(ofA)).toMatchObject({ people: 45 })
  expect(await district.body(ofB)).toMatchObject({ people: 30 })
  expect((await a.rpc.sync.status({})).peers[0]).toMatchObject({ pending: 1, confirmedSerial: null })
  const receipt = await district.send('东街街道A')
  expect(receipt.file).toMatch(/^yb-\d{6}\.ybb$/)
  const [read] = await a.take(receipt.file)
  expect(read).toMatchObject({ result: 'applied', confirmed: 1, new: 1, from: '示范区' })
  expect((await a.rpc.sync.status({})).peers[0]).toMatchObject({ pending: 0, confirmedSerial: 1 })
  expect(await a.body(ofB)).toMatchObject({ people: 30 })
})

test('before an import changes anything, the database is copied as it was, under the same key', async () => {
  const { a, district, units } = story
  const id = await a.save('courtyard-session', session(units.peach))
  await district.take((await a.send()).file)
  const copy = openForReading(join(district.profile, 'before-import.db'), await dataKeyOf(district.profile))
  const known = copy.prepare<[string]>('SELECT count(*) FROM records WHERE id = ?').pluck()
  expect(known.get(id)).toBe(0)
  expect(copy.prepare('SELECT count(*) > 0 FROM records').pluck().get()).toBe(1)
  copy.close()
  expect(await district.body(id)).toMatchObject({ people: 45 })
})

test('the same bundle again changes nothing', async () => {
  const { a, district } = story
  const { entries } = await a.rpc.sync.log({ limit: 50 })
  const file = entries.findLast(({ direction }) => direction === 'export')?.file ?? ''
  const before = await district.rpc.sync.status({})
  const [again] = await district.take(file)
  expect(again).toMatchObject({ result: 'nothing-new', new: 0, changed: 0 })
  const after = await district.rpc.sync.status({})
  const strip = (status: typeof before) => status.peers.map(({ lastImport, ...rest }) => rest)
  expect(strip(after)).toEqual(strip(before))
})

test('two laptops that edit one field of one record both keep their value until a person decides', async () => {
  const { a, b, district, units } = story
  const id = await a.save('courtyard-session', session(units.peach, { agenda: '防诈骗' }))
  await district.take((await a.send()).file)
  await b.take((await district.send('东街街道B')).file)
  a.clock.time += 60_000
  b.clock.time += 120_000
  await a.save('courtyard-session', { people: 50 }, id)
  await b.save('courtyard-session', { people: 60, households: 25 }, id)
  await district.take((await a.send()).file)
  const [second] = await district.take((await b.send()).file)
  expect(second).toMatchObject({ changed: 1, conflicts: 1 })
  expect(await district.body(id)).toMatchObject({ people: 60, households: 25, agenda: '防诈骗' })
  const { conflicts } = await district.rpc.records.conflicts({})
  expect(conflicts[0]?.heads.map((head) => head.value)).toEqual([50, 60])
  const keep = conflicts[0]?.heads[0]?.change ?? ''
  await district.rpc.records.resolve({
    record: id,
    key: 'people',
    keep,
    reason: '电话核实过',
    operation: district.operation(),
  })
  for (const laptop of [a, b]) {
    await laptop.take((await district.send(laptop === a ? '东街街道A' : '东街街道B')).file)
    expect(await laptop.body(id)).toMatchObject({ people: 50, households: 25 })
    expect((await laptop.rpc.sync.status({})).conflicts).toBe(0)
  }
  const { entries } = await district.rpc.records.history({ id })
  const people = entries.flatMap(({ fields }) => fields.filter(({ key }) => key === 'people'))
  expect(people.map(({ oldText, newText }) => [oldText, newText])).toEqual([
    ['', '45人'],
    ['45人', '50人'],
    ['45人', '60人'],
    ['50人 或 60人', '50人'],
  ])
})

test('a lost stick heals itself with the next bundle, and the missing number is named', async () => {
  const { a, district, units } = story
  const first = await a.save('courtyard-session', session(units.plum, { agenda: '第一' }))
  const lost = await a.send()
  const second = await a.save('courtyard-session', session(units.plum, { agenda: '第二' }))
  const next = await a.send()
  const [taken] = await district.take(next.file)
  expect(taken).toMatchObject({ result: 'applied', new: 2, gaps: [lost.serial] })
  expect(await district.body(first)).toMatchObject({ agenda: '第一' })
  expect(await district.body(second)).toMatchObject({ agenda: '第二' })
  const [late] = await district.take(lost.file)
  expect(late).toMatchObject({ new: 0, changed: 0 })
  const peer = (await district.rpc.sync.status({})).peers.find(({ name }) => name === '东街街道A')
  expect(peer?.gaps).toEqual([])
})

test('a street never receives what another street logged', async () => {
  const { a, far, district, units } = story
  const there = await far.save('courtyard-session', session(units.remote))
  await district.take((await far.send()).file)
  expect(await district.body(there)).toMatchObject({ unit: units.remote })
  await a.take((await district.send('东街街道A')).file)
  expect(await refusal(a.rpc.records.get({ id: there }))).toMatchObject({ code: 'record.not-found' })
  const { streams } = await a.rpc.sync.status({})
  expect(new Set(streams.map(({ scope }) => scope))).toEqual(new Set(['*', units.east]))
})

test('units that the district adds reach a laptop with the next bundle', async () => {
  const { far, district, units } = story
  const added = await district.save('unit', { name: '新建村', level: 'village', parent: units.west })
  await far.take((await district.send('西街街道A')).file)
  expect(await far.body(added)).toMatchObject({ name: '新建村' })
})

test('a delete that another laptop edited meanwhile keeps the record and is listed', async () => {
  const { a, b, district, units } = story
  const id = await a.save('courtyard-session', session(units.peach, { agenda: '删除还是修改' }))
  await district.take((await a.send()).file)
  await b.take((await district.send('东街街道B')).file)
  await a.rpc.records.delete({ id, operation: a.operation() })
  await b.save('courtyard-session', { people: 77 }, id)
  await district.take((await a.send()).file)
  await district.take((await b.send()).file)
  expect(await district.rpc.records.get({ id })).toMatchObject({
    deleted: false,
    conflicts: 1,
    body: { people: 77 },
  })
})

test('everything can still be proved afterwards, and nothing temporary is left', async () => {
  const { a, b, far, district } = story
  for (const computer of [a, b, far, district]) {
    const { ok, checks } = await computer.rpc.safety.verify({})
    expect({ ok, wrong: checks.filter((check) => !check.ok) }).toEqual({ ok: true, wrong: [] })
    expect(leftovers(computer)).toEqual([])
  }
})
