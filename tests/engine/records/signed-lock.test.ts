import { type Desk, openDistrict, refusal, sessionPatch } from '../../support/desks/engine'

const kind = 'courtyard-session'
let desk: Desk

beforeEach(async () => {
  desk = await openDistrict()
})
afterEach(() => desk.close())

const save = (patch: object, id?: string, of = kind) =>
  desk.rpc.records.save({
    kind: of,
    ...(id !== undefined && { id }),
    patch: { ...patch },
    operation: desk.operation(),
  })
const annul = (id: string) =>
  desk.rpc.records.move({ id, flow: 'status', move: 'void', reason: '重复', operation: desk.operation() })
const lock = (from = '2026-01-01', locks = true) => save({ from, locks }, undefined, 'upward-setting')
const freeze = () =>
  desk.rpc.reports.freeze({ report: 'monthly', period: '2026-11', operation: desk.operation() })

/** One session of November, signed off with the month. */
async function signedMonth(): Promise<string> {
  const { id } = await save(sessionPatch(desk))
  await freeze()
  return id
}

const locked = async (work: Promise<unknown>) => expect((await refusal(work)).code).toBe('report.locked')

test('a district that says nothing locks nothing', async () => {
  const id = await signedMonth()
  await save({ people: 46 }, id)
  await save(sessionPatch(desk))
})

test('where the district locks signed months, what they count is not typed any more, and words may be mended', async () => {
  const id = await signedMonth()
  await lock()
  await locked(save({ people: 46 }, id))
  await locked(save({ date: '2026-10-31' }, id))
  await locked(save(sessionPatch(desk)))
  await locked(desk.rpc.records.delete({ id, operation: desk.operation() }))
  await locked(annul(id))
  await locked(desk.rpc.records.addMany({ kind, patches: [sessionPatch(desk)], operation: desk.operation() }))
  await save({ summary: '大家听得很认真' }, id)
  await save({ ...sessionPatch(desk), date: '2026-10-30' })
})

test('a record of another month is not moved into a locked one', async () => {
  await signedMonth()
  const { id } = await save({ ...sessionPatch(desk), date: '2026-10-30' })
  await lock()
  await locked(save({ date: '2026-11-02' }, id))
})

test('the lock holds from its own day on, and a later entry ends it', async () => {
  const id = await signedMonth()
  await lock('2026-12-01')
  await save({ people: 46 }, id)
  await lock('2026-11-01')
  await locked(save({ people: 47 }, id))
  await lock('2026-11-02', false)
  await save({ people: 47 }, id)
})

test('many at once: what is locked stays as it is and is told', async () => {
  const id = await signedMonth()
  await lock()
  const { left, leftTotal } = await desk.rpc.bulk.preview({
    kind,
    which: { ids: [id] },
    step: { do: 'delete' },
  })
  expect(leftTotal).toBe(1)
  expect(left[0]?.reason.code).toBe('report.locked')
})

test('a merge by a person is typing: neither done nor taken back in a locked month, and free in another', async () => {
  const lead = (date: string) => ({
    date,
    unit: desk.units.peach,
    source: 'visit',
    people: date < '2026-11' ? 2 : 1,
    amount: 500_000,
    employer: '宏达建筑有限公司',
  })
  const add = async (date: string) => (await save(lead(date), undefined, 'wage-arrears-lead')).id
  const merge = (keep: string, drop: string, choose: Record<string, 'drop'> = {}) =>
    desk.rpc.records.merge({ keep, drop, choose, reason: '重复登记', operation: desk.operation() })
  const pairOf = async (date: string) => [await add(date), await add(date)] as const
  const [first, second] = await pairOf('2026-11-03')
  const [third, fourth] = await pairOf('2026-11-04')
  const [early, earlier] = await pairOf('2026-10-05')
  await merge(third, fourth)
  await freeze()
  await lock()
  await locked(merge(first, second))
  await locked(merge(early, first))
  await locked(merge(first, early, { people: 'drop' }))
  await locked(desk.rpc.records.unmerge({ drop: fourth, operation: desk.operation() }))
  await merge(early, earlier)
  await desk.rpc.records.unmerge({ drop: earlier, operation: desk.operation() })
  await lock('2026-11-02', false)
  await merge(first, second)
})
