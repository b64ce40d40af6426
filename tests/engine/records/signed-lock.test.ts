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
