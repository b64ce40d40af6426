import { type Desk, openStreet, passphrase, sessionPatch, user } from '../../support/desks/engine'

const kind = 'courtyard-session'
const minute = 60_000
let desk: Desk

beforeEach(async () => {
  desk = await openStreet()
})
afterEach(() => desk.close())

const save = (patch: object, id?: string) =>
  desk.rpc.records.save({
    kind,
    ...(id !== undefined && { id }),
    patch: { ...patch },
    operation: desk.operation(),
  })
const today = async () => (await desk.rpc.records.today({})).changes
const undo = (id: string, change: string) =>
  desk.rpc.records.undo({ id, change, operation: desk.operation() })

test('what was written today is listed, the newest first, and says what can be taken back', async () => {
  const { id, change: made, number } = await save(sessionPatch(desk))
  desk.clock.time += minute
  const { change } = await save({ people: 46 }, id)
  const changes = await today()
  expect(changes.slice(0, 2).map((one) => [one.change, one.action, one.mayUndo])).toEqual([
    [change, 'edit', true],
    [made, 'create', false],
  ])
  expect(changes[0]).toMatchObject({ record: id, kind, number, title: '2026-11-03 解家院子' })
  expect(changes[0]?.fields.map(({ label, oldText, newText }) => [label, oldText, newText])).toEqual([
    ['参加人数', '45人', '46人'],
  ])
})

test('a change is undone and, by undoing that, done again', async () => {
  const { id } = await save(sessionPatch(desk))
  desk.clock.time += minute
  const edited = await save({ people: 46 }, id)
  desk.clock.time += minute
  const undone = await undo(id, edited.change)
  expect((await desk.rpc.records.get({ id })).body.people).toBe(45)
  expect((await today())[0]).toMatchObject({ change: undone.change, mayUndo: true })
  desk.clock.time += minute
  await undo(id, undone.change)
  expect((await desk.rpc.records.get({ id })).body.people).toBe(46)
})

test('yesterday, and what others wrote, is no concern of today', async () => {
  await save(sessionPatch(desk))
  await desk.rpc.users.add({ name: '小录', role: 'entry', passphrase })
  await desk.rpc.session.lock({})
  await desk.rpc.session.unlock({ user: '小录', passphrase })
  expect(await today()).toEqual([])
  await save(sessionPatch(desk, { courtyard: '老院' }))
  expect(await today()).toHaveLength(1)
  desk.clock.time += 24 * 60 * minute
  expect(await today()).toEqual([])
})

test('the recycle bin holds every kind, with who put it there, when and why', async () => {
  const session = await save(sessionPatch(desk))
  const team = { name: '桃花小分队', unit: desk.units.peach, captain: '解队长' }
  const { id } = await desk.rpc.records.save({ kind: 'team', patch: team, operation: desk.operation() })
  desk.clock.time += minute
  await desk.rpc.records.delete({ id: session.id, reason: '登记错了', operation: desk.operation() })
  desk.clock.time += minute
  await desk.rpc.records.delete({ id, operation: desk.operation() })
  const { rows } = await desk.rpc.records.bin({})
  expect(rows.map(({ record, by, at, reason }) => [record.kind, by, at, reason])).toEqual([
    ['team', user, '2026-11-03T01:02:00.000Z', null],
    [kind, user, '2026-11-03T01:01:00.000Z', '登记错了'],
  ])
  await desk.rpc.records.restore({ id, operation: desk.operation() })
  expect((await desk.rpc.records.bin({})).rows).toHaveLength(1)
})

test('the recycle bin shows what was put there last, however old its day is', async () => {
  const save = async (date: string) =>
    (
      await desk.rpc.records.save({
        kind,
        patch: { ...sessionPatch(desk), date },
        operation: desk.operation(),
      })
    ).id
  const [old, ...newer] = [await save('2026-01-05'), await save('2026-11-02'), await save('2026-11-03')]
  for (const id of [...newer, old])
    await desk.rpc.records.delete({ id: id ?? '', operation: desk.operation() })
  const { rows } = await desk.rpc.records.bin({ limit: 2 })
  expect(rows.map(({ record }) => record.id)).toEqual([old, newer[1]])
})
