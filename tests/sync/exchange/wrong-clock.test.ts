import { refusal } from '../../support/desks/engine'
import { type Pair, pair, session } from '../../support/desks/pair'

let story: Pair
beforeAll(async () => {
  story = await pair()
})
afterAll(() => story.close())

const YEAR = 365 * 86_400_000

test('a change dated in 2099 is kept, is told of, and stops nobody from editing, undoing and being read', async () => {
  const { a, b, district, units } = story
  const now = a.clock.time
  a.clock.time = Date.UTC(2099, 0, 1)
  const id = await a.save('courtyard-session', session(units.peach))
  const [taken] = await district.take((await a.send()).file)
  expect(taken?.clockOffset).toBeGreaterThan(70 * 365 * 86_400)
  expect((await district.rpc.records.get({ id })).createdAt).toBe('2099-01-01T00:00:00.000Z')
  await district.take((await b.send()).file)
  await b.take((await district.send('东街街道B')).file)
  const { change } = await b.rpc.records.save({
    kind: 'courtyard-session',
    id,
    patch: { people: 46 },
    operation: b.operation(),
  })
  expect(await b.body(id)).toMatchObject({ people: 46 })
  await b.rpc.records.undo({ id, change, operation: b.operation() })
  expect(await b.body(id)).toMatchObject({ people: 45 })
  await district.take((await b.send()).file)
  expect(await district.rpc.records.get({ id })).toMatchObject({ body: { people: 45 }, conflicts: 0 })
  a.clock.time = now
  await a.take((await district.send('东街街道A')).file)
  await a.save('courtyard-session', { people: 47 }, id)
  expect(await a.body(id)).toMatchObject({ people: 47 })
  await district.take((await a.send()).file)
  const { entries } = await district.rpc.records.history({ id })
  expect(entries.map(({ action, clockAhead }) => [action, clockAhead])).toEqual([
    ['create', true],
    ['edit', false],
    ['edit', false],
    ['edit', false],
  ])
  for (const computer of [a, b, district])
    expect((await computer.rpc.safety.verify({})).checks.filter((check) => !check.ok)).toEqual([])
})

test('whoever has not seen an edit is told of it, though a change from the future has the highest name', async () => {
  const { a, units } = story
  const now = a.clock.time
  a.clock.time += 3 * YEAR
  const id = await a.save('courtyard-session', session(units.peach))
  a.clock.time = now
  const { lastChange: seen, updatedAt } = await a.rpc.records.get({ id })
  await a.save('courtyard-session', { people: 61 }, id)
  expect(await a.rpc.records.get({ id })).toMatchObject({ updatedAt: expect.not.stringMatching(updatedAt) })
  const late = { kind: 'courtyard-session', id, patch: { people: 62 }, seen, operation: a.operation() }
  expect((await refusal(a.rpc.records.save(late))).code).toBe('record.changed')
})

test('a laptop five years behind does not become the one who logged what it edits', async () => {
  const { b, district, units } = story
  const id = await district.save('courtyard-session', session(units.peach))
  const before = await district.rpc.records.get({ id })
  await b.take((await district.send('东街街道B')).file)
  b.clock.time -= 5 * YEAR
  await b.save('courtyard-session', { people: 50 }, id)
  await district.take((await b.send()).file)
  const after = await district.rpc.records.get({ id })
  expect(after).toMatchObject({ createdAt: before.createdAt, createdBy: before.createdBy })
  expect(after).toMatchObject({ body: { people: 50 }, conflicts: 0 })
  b.clock.time += 5 * YEAR
})

test('a change that somebody has built on is not undone, whatever the clocks say', async () => {
  const { a, b, district, units } = story
  a.clock.time += 3 * YEAR
  const id = await a.save('courtyard-session', session(units.plum))
  const { change } = await a.rpc.records.save({
    kind: 'courtyard-session',
    id,
    patch: { people: 60 },
    operation: a.operation(),
  })
  await district.take((await a.send()).file)
  await b.take((await district.send('东街街道B')).file)
  await b.save('courtyard-session', { people: 61 }, id)
  await district.take((await b.send()).file)
  await a.take((await district.send('东街街道A')).file)
  const work = a.rpc.records.undo({ id, change, operation: a.operation() })
  expect((await refusal(work)).code).toBe('record.stale')
  expect(await a.body(id)).toMatchObject({ people: 61 })
})
