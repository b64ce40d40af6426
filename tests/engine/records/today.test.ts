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
/** Only of this kind: the desk was given its units today. */
const sessions = async () => (await today()).filter((one) => one.kind === kind)
const undo = (id: string, change: string) =>
  desk.rpc.records.undo({ id, change, operation: desk.operation() })

test('what was written today is listed, the newest first, and says what can be taken back', async () => {
  const { id, change: made, number } = await save(sessionPatch(desk))
  desk.clock.time += minute
  const { change } = await save({ people: 46 }, id)
  const changes = await today()
  expect(changes.slice(0, 2).map((one) => [one.change, one.action, one.back])).toEqual([
    [change, 'edit', { by: 'change', change }],
    [made, 'create', null],
  ])
  expect(changes[0]).toMatchObject({ record: id, kind, number, title: '2026-11-03 解家院子' })
  expect(changes[0]?.fields.map(({ label, oldText, newText }) => [label, oldText, newText])).toEqual([
    ['参加人数', '45人', '46人'],
  ])
})

test('the first screen says how many records were changed today, each once, and none of another day', async () => {
  const count = async () => (await desk.rpc.home.overview({})).changedToday
  const before = await count()
  const { id } = await save(sessionPatch(desk))
  await save({ people: 46 }, id)
  expect(await count()).toBe(before + 1)
  desk.clock.time += 24 * 60 * minute
  expect(await count()).toBe(0)
})

test('a change is undone and done again, as often as one likes, and stays one line', async () => {
  const { id } = await save(sessionPatch(desk))
  desk.clock.time += minute
  const edited = await save({ people: 46 }, id)
  const lineOfEdit = async () => (await sessions()).filter(({ action }) => action !== 'create')
  for (const [undone, people] of [
    [true, 45],
    [false, 46],
    [true, 45],
  ] as const) {
    const [line] = await lineOfEdit()
    if (line?.back?.by !== 'change') throw new Error('nothing to take back')
    desk.clock.time += minute
    const { change } = await undo(id, line.back.change)
    expect((await desk.rpc.records.get({ id })).body.people).toBe(people)
    expect(await lineOfEdit()).toEqual([
      expect.objectContaining({ change: edited.change, undone, back: { by: 'change', change } }),
    ])
  }
})

test('a new record that is taken back is one line, and so it is when it comes again', async () => {
  const { id, change } = await save(sessionPatch(desk))
  const undone = await undo(id, change)
  expect(await sessions()).toEqual([
    expect.objectContaining({
      action: 'create',
      undone: true,
      back: { by: 'change', change: undone.change },
    }),
  ])
  await undo(id, undone.change)
  expect(await sessions()).toEqual([expect.objectContaining({ action: 'create', undone: false })])
})

test('what was changed otherwise afterwards is no undoing: both lines stand', async () => {
  const { id } = await save(sessionPatch(desk))
  await save({ people: 46 }, id)
  const last = await save({ people: 47 }, id)
  expect((await sessions()).map(({ undone, back }) => [undone, back])).toEqual([
    [false, { by: 'change', change: last.change }],
    [false, null],
    [false, null],
  ])
})

test('a step on many records is one line, taken back and done again as one', async () => {
  const patches = [45, 46, 47].map((people) => sessionPatch(desk, { people }))
  const { ids } = await desk.rpc.records.addMany({ kind, patches, operation: desk.operation() })
  desk.clock.time += minute
  const step = { do: 'move', flow: 'status', move: 'approve' } as const
  const { batch } = await desk.rpc.bulk.apply({ kind, which: { ids }, step, operation: desk.operation() })
  const lines = async () => (await today()).filter(({ records }) => records > 1)
  expect(await lines()).toEqual([
    expect.objectContaining({ records: 3, undone: false, back: { by: 'batch', batch } }),
  ])
  const undone = await desk.rpc.bulk.undo({ batch: batch ?? '', operation: desk.operation() })
  expect(await lines()).toEqual([
    expect.objectContaining({ records: 3, undone: true, back: { by: 'batch', batch: undone.batch } }),
  ])
  const again = await desk.rpc.bulk.undo({ batch: undone.batch ?? '', operation: desk.operation() })
  expect(again.done).toBe(3)
  expect(await lines()).toEqual([
    expect.objectContaining({ records: 3, undone: false, back: { by: 'batch', batch: again.batch } }),
  ])
  expect((await desk.rpc.records.get({ id: ids[0] ?? '' })).body.status).toBe('reviewed')
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
