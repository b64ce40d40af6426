import { type Desk, openStreet, refusal, sessionPatch } from '../../support/desks/engine'

const kind = 'courtyard-session'
let desk: Desk
let ids: readonly string[]

beforeEach(async () => {
  desk = await openStreet()
  const patches = Array.from({ length: 6 }, (_, n) => ({ ...sessionPatch(desk), people: 20 + n }))
  ids = (await desk.rpc.records.addMany({ kind, patches, operation: desk.operation() })).ids
})
afterEach(() => desk.close())

const statuses = async () =>
  Promise.all(ids.map(async (id) => (await desk.rpc.records.get({ id })).body.status))
const approve = { do: 'move', flow: 'status', move: 'approve' } as const
const changes = async (id: string) => (await desk.rpc.records.history({ id })).entries.length
const at = (place: number): string => ids[place] ?? ''

test('a preview says what goes and what is left, and changes nothing', async () => {
  await desk.rpc.records.move({ id: at(0), flow: 'status', move: 'approve', operation: desk.operation() })
  const before = await Promise.all(ids.map(changes))
  const told = await desk.rpc.bulk.preview({ kind, which: { ids: [...ids] }, step: approve })
  expect(told).toMatchObject({ goes: 5, leftTotal: 1 })
  expect(told.left).toEqual([
    expect.objectContaining({ id: at(0), reason: expect.objectContaining({ code: 'record.wrong-state' }) }),
  ])
  expect(await Promise.all(ids.map(changes))).toEqual(before)
})

test('one step takes all that may take it, and one undo takes them back', async () => {
  await desk.rpc.records.delete({ id: at(5), operation: desk.operation() })
  const { done, left, batch } = await desk.rpc.bulk.apply({
    kind,
    which: { ids: [...ids, at(0)] },
    step: approve,
    operation: desk.operation(),
  })
  expect([done, left.map(({ id, reason }) => [id, reason.code])]).toEqual([5, [[at(5), 'record.not-found']]])
  expect(await statuses()).toEqual([...Array(5).fill('reviewed'), 'submitted'])
  await desk.rpc.records.save({ kind, id: at(2), patch: { people: 77 }, operation: desk.operation() })
  const undone = await desk.rpc.bulk.undo({ batch: String(batch), operation: desk.operation() })
  const kept = undone.left.map(({ id, reason }) => [id, reason.code])
  expect([undone.done, kept]).toEqual([4, [[at(2), 'record.stale']]])
  expect(await statuses()).toEqual([...Array(2).fill('submitted'), 'reviewed', ...Array(3).fill('submitted')])
  expect((await desk.rpc.records.get({ id: at(2) })).body.people).toBe(77)
  const again = refusal(desk.rpc.bulk.undo({ batch: String(batch), operation: desk.operation() }))
  expect((await again).code).toBe('bulk.unknown')
})

test('all that a filter finds are moved to the recycle bin and back', async () => {
  const step = { do: 'delete' } as const
  const which = { filter: { where: { status: 'submitted' } } }
  const { done } = await desk.rpc.bulk.apply({ kind, which, step, operation: desk.operation() })
  expect(done).toBe(6)
  expect((await desk.rpc.records.count({ kind, filter: {} })).total).toBe(0)
  const back = { kind, which: { filter: { deleted: true } }, step: { do: 'restore' as const } }
  expect((await desk.rpc.bulk.apply({ ...back, operation: desk.operation() })).done).toBe(6)
  expect((await desk.rpc.records.count({ kind, filter: {} })).total).toBe(6)
})

test('one field is set on all, checked as a form would, with the reason in each history', async () => {
  const set = (people: number, reason?: string) =>
    desk.rpc.bulk.apply({
      kind,
      which: { ids: [...ids] },
      step: { do: 'set', patch: { people } },
      operation: desk.operation(),
      ...(reason !== undefined && { reason }),
    })
  const refused = await set(-3)
  expect([refused.done, refused.batch, refused.leftTotal]).toEqual([0, null, 6])
  expect(refused.left[0]?.reason.code).toBe('record.invalid')
  expect((await set(23, '按签到表更正')).done).toBe(5)
  const { entries } = await desk.rpc.records.history({ id: at(0) })
  expect(entries.map(({ reason }) => reason)).toContain('按签到表更正')
})

test('a step that is repeated with its operation does nothing', async () => {
  const asked = { kind, which: { ids: [...ids] }, step: approve, operation: desk.operation() }
  const first = await desk.rpc.bulk.apply(asked)
  const before = await Promise.all(ids.map(changes))
  expect(await desk.rpc.bulk.apply(asked)).toEqual(first)
  expect(await Promise.all(ids.map(changes))).toEqual(before)
})

test('a move that asks why is left undone without a reason', async () => {
  const step = { do: 'move', flow: 'status', move: 'return' } as const
  const asked = { kind, which: { ids: [...ids] }, step }
  expect((await desk.rpc.bulk.preview(asked)).goes).toBe(0)
  expect((await desk.rpc.bulk.preview({ ...asked, reason: '人数与签到表不符' })).goes).toBe(6)
})

test('a preview takes no number, and a step of nothing leaves no trace', async () => {
  const at2025 = {
    kind,
    which: { ids: [...ids] },
    step: { do: 'set' as const, patch: { date: '2025-12-30' } },
  }
  const numbers = async () => {
    const patch = { ...sessionPatch(desk), date: '2025-12-01' }
    return (await desk.rpc.records.save({ kind, patch, operation: desk.operation() })).number
  }
  expect((await desk.rpc.bulk.preview(at2025)).goes).toBe(6)
  expect(await numbers()).toMatch(/-2025-\D*0001$/)
  await desk.rpc.bulk.apply({ ...at2025, operation: desk.operation() })
  const given = await Promise.all(ids.map(async (id) => (await desk.rpc.records.get({ id })).number))
  expect(new Set(given).size).toBe(6)
  expect(await numbers()).toMatch(/-2025-\D*0008$/)
})

test('all that a filter finds can be ticked, in the order of the list', async () => {
  await desk.rpc.records.delete({ id: at(5), operation: desk.operation() })
  const { rows } = await desk.rpc.records.list({ kind })
  expect((await desk.rpc.bulk.matching({ kind, filter: {} })).ids).toEqual(rows.map(({ id }) => id))
  expect((await desk.rpc.bulk.matching({ kind, filter: { deleted: true } })).ids).toEqual([at(5)])
})
